package org.cdirpc.cluster.routing;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.Snapshot;

/**
 * Merges the registry's snapshots with the channels' reports into views. Writers take a lock for as long as a view takes
 * to build; readers read one field.
 */
final class Sightings implements Witness {

    /** How many sightings of unknown instances are kept: enough for what arrives before or after the registry's word. */
    private static final int MOST_UNKNOWN = 4096;

    private static final int MOST_REASON = 200;

    private final LongSupplier nanoTime;
    private final Consumer<String> returned;
    private final Map<String, Sighting> sightings = new LinkedHashMap<>();
    private volatile View view = new View(Snapshot.empty(), Map.of(), Map.of());

    /**
     * Nothing seen yet.
     *
     * @param returned is told the id of an instance that is reachable after it was not, or was silent, before any view shows
     *     it; must be short
     */
    Sightings(LongSupplier nanoTime, Consumer<String> returned) {
        this.nanoTime = nanoTime;
        this.returned = returned;
    }

    View view() {
        return view;
    }

    /** The registry has a new word; of two snapshots out of order the newer one stays. */
    synchronized void registry(Snapshot snapshot) {
        View before = view;
        if (snapshot.version() < before.snapshot().version()) {
            return;
        }
        Map<String, Instance> departed = new HashMap<>(before.departed());
        departed.putAll(before.snapshot().instances());
        departed.keySet().removeAll(snapshot.instances().keySet());
        rebuild(snapshot, departed);
    }

    /** Something else than instances has changed that candidates are computed from. */
    synchronized void lookAgain() {
        View same = view;
        view = new View(same.snapshot(), same.departed(), same.sightings());
    }

    @Override
    public void reachable(String instanceId) {
        report(
                instanceId,
                seen -> (outlivesItsProcess(instanceId) ? seen.forgiven() : seen)
                        .linked(Sighting.Link.REACHABLE, "", nanoTime.getAsLong()));
    }

    @Override
    public void joining(String instanceId) {
        report(
                instanceId,
                seen -> seen.link() == Sighting.Link.UNKNOWN
                        ? seen.linked(Sighting.Link.JOINING, "", nanoTime.getAsLong())
                        : seen);
    }

    @Override
    public void unreachable(String instanceId, String reason) {
        report(
                instanceId,
                seen -> (outlivesItsProcess(instanceId) ? seen.forgiven() : seen)
                        .linked(Sighting.Link.UNREACHABLE, shortened(reason), nanoTime.getAsLong()));
    }

    @Override
    public void draining(String instanceId) {
        report(instanceId, Sighting::drained);
    }

    @Override
    public void stalled(String instanceId, String reason) {
        // Of one that cannot be reached at all there is nothing more to say.
        report(
                instanceId,
                seen -> seen.link() == Sighting.Link.UNREACHABLE
                        ? seen
                        : seen.linked(Sighting.Link.STALLED, shortened(reason), nanoTime.getAsLong()));
    }

    @Override
    public void responsive(String instanceId) {
        report(
                instanceId,
                seen -> seen.link() == Sighting.Link.STALLED
                        ? seen.linked(Sighting.Link.REACHABLE, "", nanoTime.getAsLong())
                        : seen);
    }

    @Override
    public void left(String instanceId) {
        report(
                instanceId,
                seen -> seen.link() == Sighting.Link.UNKNOWN
                        ? seen
                        : seen.linked(Sighting.Link.UNKNOWN, "", nanoTime.getAsLong()));
    }

    private synchronized void report(String instanceId, UnaryOperator<Sighting> change) {
        Sighting before = sightings.getOrDefault(instanceId, Sighting.NONE);
        Sighting after = change.apply(before);
        if (!after.equals(before)) {
            sightings.put(instanceId, after);
            if (after.link() == Sighting.Link.REACHABLE
                    && (before.link() == Sighting.Link.STALLED || before.link() == Sighting.Link.UNREACHABLE)) {
                returned.accept(instanceId);
            }
            rebuild(view.snapshot(), view.departed());
        }
    }

    private void rebuild(Snapshot snapshot, Map<String, Instance> maybeDeparted) {
        Map<String, Instance> departed = new HashMap<>(maybeDeparted);
        departed.values().removeIf(instance -> {
            Sighting seen = sightings.getOrDefault(instance.instanceId(), Sighting.NONE);
            // A silent channel is still open; keep-alive judges it in time.
            boolean open = seen.link() == Sighting.Link.REACHABLE || seen.link() == Sighting.Link.STALLED;
            return !open || seen.draining();
        });
        View next = new View(snapshot, Map.copyOf(departed), Map.copyOf(sightings));
        forgetUnknown(next);
        view = next;
    }

    /** Drops the oldest sightings of ids that nobody knows, those that say nothing final first of all. */
    private void forgetUnknown(View next) {
        int unknown = sightings.size() - next.snapshot().instances().size();
        if (unknown > MOST_UNKNOWN) {
            sightings
                    .entrySet()
                    .removeIf(seen ->
                            !next.knows(seen.getKey()) && !seen.getValue().draining());
            var ids = sightings.keySet().iterator();
            int excess = sightings.size() - next.snapshot().instances().size() - MOST_UNKNOWN;
            while (ids.hasNext() && excess > 0) {
                if (!next.knows(ids.next())) {
                    ids.remove();
                    excess--;
                }
            }
        }
    }

    private boolean outlivesItsProcess(String instanceId) {
        Instance instance = view.snapshot().instances().get(instanceId);
        return instance != null && instance.pinned();
    }

    private static String shortened(String reason) {
        return reason.length() > MOST_REASON ? reason.substring(0, MOST_REASON) + "..." : reason;
    }
}
