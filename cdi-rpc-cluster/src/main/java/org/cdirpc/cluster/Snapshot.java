package org.cdirpc.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every instance that was known at one moment. Immutable; a directory replaces it whole. Lists are in the order of
 * instance ids, so that they stay the same until the set changes.
 */
public final class Snapshot {

    private static final Snapshot EMPTY = of(0, List.of(), false);

    private final long version;
    private final boolean stale;
    private final Map<String, Instance> instances;
    private final Map<ServiceKey, List<Instance>> byService;
    private final List<Instance> pinned;
    private final OverrideSet overrides;
    private final Set<String> missing;

    private Snapshot(
            long version,
            boolean stale,
            Map<String, Instance> instances,
            Map<ServiceKey, List<Instance>> byService,
            List<Instance> pinned,
            OverrideSet overrides,
            Set<String> missing) {
        this.version = version;
        this.stale = stale;
        this.instances = instances;
        this.byService = byService;
        this.pinned = pinned;
        this.overrides = overrides;
        this.missing = missing;
    }

    /** The snapshot of version 0, in which nobody is known. */
    public static Snapshot empty() {
        return EMPTY;
    }

    /**
     * A snapshot of the given instances; of two with one id the later counts.
     *
     * @param version grows with every snapshot of one directory
     * @param stale whether the registry is out of reach, so that this is what was known last
     */
    public static Snapshot of(long version, Collection<Instance> known, boolean stale) {
        return of(version, known, stale, Set.of());
    }

    /**
     * The same.
     *
     * @param missing as {@link #missing()}
     */
    public static Snapshot of(long version, Collection<Instance> known, boolean stale, Set<String> missing) {
        List<Instance> sorted = new ArrayList<>(known);
        sorted.sort(Comparator.comparing(Instance::instanceId));
        Map<String, Instance> byId = new LinkedHashMap<>();
        sorted.forEach(instance -> byId.put(instance.instanceId(), instance));
        List<Instance> pinned = byId.values().stream().filter(Instance::pinned).toList();

        Map<ServiceKey, Map<String, Instance>> offered = new HashMap<>();
        for (Instance instance : byId.values()) {
            for (ServiceOffer offer : instance.offers()) {
                // Keyed by id: one service in two versions is still one instance.
                offered.computeIfAbsent(offer.key(), key -> new LinkedHashMap<>())
                        .put(instance.instanceId(), instance);
            }
        }
        Map<ServiceKey, List<Instance>> byService = new HashMap<>();
        offered.forEach((key, offering) -> {
            pinned.forEach(instance -> offering.put(instance.instanceId(), instance));
            List<Instance> all = new ArrayList<>(offering.values());
            all.sort(Comparator.comparing(Instance::instanceId));
            byService.put(key, List.copyOf(all));
        });
        return new Snapshot(
                version,
                stale,
                Collections.unmodifiableMap(byId),
                Collections.unmodifiableMap(byService),
                pinned,
                OverrideSet.NONE,
                Set.copyOf(missing));
    }

    /** The same instances in another version, with what operators say of them. */
    Snapshot under(OverrideSet said, long otherVersion) {
        return new Snapshot(otherVersion, stale, instances, byService, pinned, said, missing);
    }

    /** Grows with every snapshot of one directory; 0 is the empty one before anything was read. */
    public long version() {
        return version;
    }

    /** Whether the registry is out of reach, so that this is the last good state and may be behind. */
    public boolean stale() {
        return stale;
    }

    /**
     * The ids of instances that the registry has lost, or hears no beats of, although they withdrew nothing, and that may well
     * be alive: their addresses do not refuse. Those it has lost are not among the {@link #instances}. A cluster that has
     * fallen apart shows here.
     */
    public Set<String> missing() {
        return missing;
    }

    /** All instances by their ids. */
    public Map<String, Instance> instances() {
        return instances;
    }

    /** What operators say of them; it is not applied to the instances themselves. */
    public OverrideSet overrides() {
        return overrides;
    }

    /** The instances that offer a service in whatever version and state, and every pinned one. */
    public List<Instance> instancesOf(ServiceKey key) {
        return byService.getOrDefault(key, pinned);
    }

    /** The services that somebody offers; what pinned instances serve is not known and not among them. */
    public Set<ServiceKey> services() {
        return byService.keySet();
    }

    /** Version, size and staleness, for logs. */
    @Override
    public String toString() {
        return "snapshot " + version + " of " + instances.size() + " instances" + (stale ? " (stale)" : "");
    }
}
