package org.cdirpc.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.cdirpc.cluster.OverrideKey.Kind;
import org.cdirpc.cluster.OverrideKey.Scope;
import org.cdirpc.spi.Version;
import org.jspecify.annotations.Nullable;

/** All overrides of a cluster at one moment. Immutable. */
public final class OverrideSet {

    /** Nothing is overridden. */
    public static final OverrideSet NONE = new OverrideSet(Map.of());

    private record Owner(Scope scope, String name) {}

    private final Map<OverrideKey, OverrideValue> all;
    /** Found by whom they concern, so that an instance of which nobody said anything costs two look-ups. */
    private final Map<Owner, Map<OverrideKey, OverrideValue>> byOwner = new HashMap<>();

    private OverrideSet(Map<OverrideKey, OverrideValue> all) {
        this.all = all;
        all.forEach(
                (key, value) -> byOwner.computeIfAbsent(new Owner(key.scope(), key.name()), owner -> new HashMap<>())
                        .put(key, value));
    }

    /** Of these, which are copied. */
    public static OverrideSet of(Map<OverrideKey, OverrideValue> all) {
        return all.isEmpty() ? NONE : new OverrideSet(Map.copyOf(all));
    }

    /** Whether nothing is overridden. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Every override. */
    public Map<OverrideKey, OverrideValue> all() {
        return all;
    }

    /**
     * Why an instance gets no calls of a service, or none at all; null if it does. What lasts longest is said first.
     *
     * @param service null to ask for the whole instance only
     * @param version the one that would serve; null to ask for the service in all versions only
     */
    public @Nullable Withdrawal withdrawal(Instance instance, @Nullable ServiceKey service, @Nullable Version version) {
        return withdrawal(instance.node(), instance.instanceId(), service, version);
    }

    /** As the other one, of an instance that need not be announced. */
    public @Nullable Withdrawal withdrawal(
            String node, String instanceId, @Nullable ServiceKey service, @Nullable Version version) {
        if (all.isEmpty()) {
            return null;
        }
        Withdrawal found = withdrawal(Scope.NODE, node, service, version);
        return found == null ? withdrawal(Scope.INSTANCE, instanceId, service, version) : found;
    }

    private @Nullable Withdrawal withdrawal(
            Scope scope, String name, @Nullable ServiceKey service, @Nullable Version version) {
        Map<OverrideKey, OverrideValue> own = byOwner.get(new Owner(scope, name));
        if (own == null) {
            return null;
        }
        Withdrawal found = withdrawal(own, new OverrideKey(scope, name, ServicePart.WHOLE, Kind.WITHDRAWN));
        if (found == null && service != null) {
            found = withdrawal(own, new OverrideKey(scope, name, ServicePart.of(service), Kind.WITHDRAWN));
            if (found == null && version != null) {
                found = withdrawal(
                        own, new OverrideKey(scope, name, new ServicePart(service, version), Kind.WITHDRAWN));
            }
        }
        return found;
    }

    private static @Nullable Withdrawal withdrawal(Map<OverrideKey, OverrideValue> own, OverrideKey key) {
        OverrideValue value = own.get(key);
        return value == null ? null : new Withdrawal(key, value);
    }

    /** An instance's share of the calls of a service: the most particular word of an operator, else its own. */
    public int weightOf(Instance instance, ServiceKey service) {
        if (all.isEmpty()) {
            return instance.weight();
        }
        ServicePart one = ServicePart.of(service);
        int weight = weight(Scope.INSTANCE, instance.instanceId(), one);
        weight = weight > 0 ? weight : weight(Scope.NODE, instance.node(), one);
        weight = weight > 0 ? weight : weight(Scope.INSTANCE, instance.instanceId(), ServicePart.WHOLE);
        weight = weight > 0 ? weight : weight(Scope.NODE, instance.node(), ServicePart.WHOLE);
        return weight > 0 ? weight : instance.weight();
    }

    private int weight(Scope scope, String name, ServicePart part) {
        Map<OverrideKey, OverrideValue> own = byOwner.get(new Owner(scope, name));
        OverrideValue value = own == null ? null : own.get(new OverrideKey(scope, name, part, Kind.WEIGHT));
        return value == null ? 0 : value.weight();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OverrideSet set && set.all.equals(all);
    }

    @Override
    public int hashCode() {
        return Objects.hash(all);
    }

    /** How many there are, for logs. */
    @Override
    public String toString() {
        return all.size() + " overrides";
    }
}
