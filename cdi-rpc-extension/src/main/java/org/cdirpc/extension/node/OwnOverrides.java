package org.cdirpc.extension.node;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.cdirpc.RpcEvent;
import org.cdirpc.cluster.OverrideKey;
import org.cdirpc.cluster.OverrideSet;
import org.cdirpc.cluster.Overrides;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.ServicePart;
import org.cdirpc.cluster.Subscription;
import org.cdirpc.cluster.Withdrawal;
import org.cdirpc.transport.channel.NodeIdentity;

/**
 * Tells the application what operators do with this node, and takes back at the end what was said of this start only, lest
 * it stay in the registry. Thread-safe.
 */
final class OwnOverrides implements AutoCloseable {

    private final NodeIdentity identity;
    private final Overrides overrides;
    private final Consumer<? super RpcEvent> events;
    private final Subscription subscription;
    // Guarded by this.
    private Map<ServicePart, Withdrawal> withdrawn = new HashMap<>();

    OwnOverrides(NodeIdentity identity, Overrides overrides, Consumer<? super RpcEvent> events) {
        this.identity = identity;
        this.overrides = overrides;
        this.events = events;
        this.subscription = overrides.subscribe(this::changed);
        changed();
    }

    /** What is told waits in a queue: nobody waits for a listener here. */
    private synchronized void changed() {
        Map<ServicePart, Withdrawal> now = withdrawn(overrides.current());
        now.forEach((part, withdrawal) -> {
            if (!withdrawn.containsKey(part)) {
                NodeLog.LOG.withdrawn(
                        identity.node(),
                        part.toString(),
                        withdrawal.toString(),
                        withdrawal.value().by());
                events.accept(new RpcEvent.InstanceWithdrawn(
                        service(part),
                        group(part),
                        version(part),
                        identity.node(),
                        identity.instance(),
                        withdrawal.value().reason()));
            }
        });
        withdrawn.forEach((part, withdrawal) -> {
            if (!now.containsKey(part)) {
                NodeLog.LOG.putBack(identity.node(), part.toString());
                events.accept(new RpcEvent.InstancePutBack(
                        service(part),
                        group(part),
                        version(part),
                        identity.node(),
                        identity.instance(),
                        withdrawal.value().reason()));
            }
        });
        withdrawn = now;
    }

    private Map<ServicePart, Withdrawal> withdrawn(OverrideSet all) {
        Map<ServicePart, Withdrawal> own = new HashMap<>();
        all.all().forEach((key, value) -> {
            if (key.kind() == OverrideKey.Kind.WITHDRAWN && isOwn(key)) {
                own.put(key.part(), new Withdrawal(key, value));
            }
        });
        return own;
    }

    private boolean isOwn(OverrideKey key) {
        return key.name().equals(key.scope() == OverrideKey.Scope.NODE ? identity.node() : identity.instance());
    }

    private static String service(ServicePart part) {
        ServiceKey service = part.service();
        return service == null ? "" : service.name();
    }

    private static String group(ServicePart part) {
        ServiceKey service = part.service();
        return service == null ? "" : service.group();
    }

    private static String version(ServicePart part) {
        return part.version() == null ? "" : part.version().toString();
    }

    @Override
    public void close() {
        subscription.close();
        Set<OverrideKey> ofThisStart = overrides.current().all().keySet().stream()
                .filter(key -> key.scope() == OverrideKey.Scope.INSTANCE && isOwn(key))
                .collect(Collectors.toSet());
        if (!ofThisStart.isEmpty()) {
            try {
                overrides.change(Map.of(), ofThisStart);
            } catch (RegistryException unreachable) {
                NodeLog.LOG.overridesNotTakenBack(identity.node(), String.valueOf(unreachable.getMessage()));
            }
        }
    }
}
