package org.cdirpc.cluster.routing;

import java.util.List;
import org.cdirpc.spi.Balancer;
import org.cdirpc.spi.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * Consistent hashing with bounded loads (V. Mirrokni, M. Thorup, M. Zadimoghaddam, arXiv:1608.01350, 2016) with c = 1.25:
 * a key goes to the first node on the ring whose calls in flight are below c times its share of all of them. A node
 * that warms up takes its keys over one after another, each at a time of its own, and leaves the rest to the nodes that
 * had them before. Calls without a key are given to another balancer.
 *
 * <p>The ring is made when nodes or weights change, not when a list is shortened by a retry. Thread-safe.
 */
final class BoundedHash implements Balancer {

    private static final double C = 1.25;

    /**
     * A list and where its candidates are on a ring.
     *
     * @param list by identity
     * @param places from nodes of the ring to places in the list, -1 for those that are not in it
     */
    private record Located(List<? extends Candidate> list, HashRing ring, int[] places) {}

    private final Balancer withoutKey;
    private volatile @Nullable Located located;
    /** A list that was seen once. A retry's is never seen again; one that is seen twice is worth keeping. */
    private volatile @Nullable Located seenOnce;

    BoundedHash(Balancer withoutKey) {
        this.withoutKey = withoutKey;
    }

    @Override
    public int pick(List<? extends Candidate> candidates, long key) {
        if (key == 0) {
            return withoutKey.pick(candidates, 0);
        }
        Located here = located;
        if (here == null || here.list != candidates) {
            here = locate(candidates, here);
        }
        double calls = 1;
        double weight = 0;
        for (int i = 0; i < candidates.size(); i++) {
            calls += candidates.get(i).inFlight();
            weight += candidates.get(i).effectiveWeight();
        }
        HashRing ring = here.ring;
        int start = ring.pointOf(key);
        int first = -1;
        for (int i = 0, point = start; i < ring.size(); i++) {
            int place = here.places[ring.owner(point)];
            if (place >= 0) {
                Candidate candidate = candidates.get(place);
                double share = Cost.share(candidate);
                if (share == 1 || HashRing.fraction(key) < share) {
                    if (candidate.inFlight() < Math.ceil(C * calls * candidate.effectiveWeight() / weight)) {
                        return place;
                    }
                    first = first < 0 ? place : first;
                }
            }
            point = point + 1 == ring.size() ? 0 : point + 1;
        }
        // The bounds of all add up to more than the calls: here some are cold, or something changed in between.
        return first < 0 ? withoutKey.pick(candidates, 0) : first;
    }

    private Located locate(List<? extends Candidate> candidates, @Nullable Located last) {
        Located once = seenOnce;
        if (once != null && once.list == candidates) {
            located = once;
            seenOnce = last;
            return once;
        }
        int[] places = last == null ? null : last.ring.placesIn(candidates);
        if (last != null && places != null) {
            Located covered = new Located(candidates, last.ring, places);
            seenOnce = covered;
            return covered;
        }
        HashRing ring = new HashRing(candidates);
        int[] own = ring.placesIn(candidates);
        Located made = new Located(candidates, ring, own == null ? new int[0] : own);
        seenOnce = last;
        located = made;
        return made;
    }
}
