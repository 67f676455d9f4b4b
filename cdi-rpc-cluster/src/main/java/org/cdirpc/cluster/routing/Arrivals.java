package org.cdirpc.cluster.routing;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cdirpc.cluster.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * When each instance was first seen here. Those of the first snapshot that was read were there before, and are warm: to a
 * consumer that has just started everybody is new, which says nothing about them. Thread-safe.
 */
final class Arrivals {

    /** How many ids are kept that are not listed now: one that is lost for a while comes back as warm as it was. */
    private static final int MOST_UNLISTED = 4096;

    private final long warmUpNanos;
    private final Map<String, Long> arrivals = new LinkedHashMap<>();
    private boolean begun;

    Arrivals(long warmUpNanos) {
        this.warmUpNanos = warmUpNanos;
    }

    synchronized void saw(Snapshot snapshot, long nowNanos) {
        if (snapshot.version() == 0) {
            return; // Nothing was read yet.
        }
        long arrived = begun ? nowNanos : nowNanos - warmUpNanos;
        begun = true;
        snapshot.instances().keySet().forEach(id -> arrivals.putIfAbsent(id, arrived));
        Iterator<String> ids = arrivals.keySet().iterator();
        int excess = arrivals.size() - snapshot.instances().size() - MOST_UNLISTED;
        while (excess > 0 && ids.hasNext()) {
            if (!snapshot.instances().containsKey(ids.next())) {
                ids.remove();
                excess--;
            }
        }
    }

    /** How the instance warms up; null if it is warm. */
    synchronized @Nullable Ramp rampOf(String instanceId, long nowNanos) {
        Long arrived = arrivals.get(instanceId);
        return arrived == null || nowNanos - arrived >= warmUpNanos ? null : new Ramp(arrived, warmUpNanos);
    }
}
