package org.cdirpc.cluster.routing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.spi.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * Points on a circle of 64-bit numbers, each a node's, in number by weight (D. Karger et al., "Consistent Hashing and
 * Random Trees", STOC 1997). The same on every consumer, since it depends on names and weights only. Immutable.
 */
final class HashRing {

    /** Points of a node of the default weight, as in Ketama; shares then differ by about a tenth. */
    private static final double POINTS_PER_WEIGHT = 1.6;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private record Node(int index, int weight) {}

    private record Point(long place, int node) {}

    private final Map<String, Node> nodes = new HashMap<>();
    private final long[] places;
    private final int[] owners;

    HashRing(List<? extends Candidate> candidates) {
        int count = 0;
        for (Candidate candidate : candidates) {
            if (nodes.putIfAbsent(candidate.node(), new Node(nodes.size(), candidate.weight())) == null) {
                count += points(candidate.weight());
            }
        }
        Point[] points = new Point[count];
        int next = 0;
        for (Map.Entry<String, Node> entry : nodes.entrySet()) {
            long seed = hash(entry.getKey());
            for (int i = 0; i < points(entry.getValue().weight()); i++) {
                points[next++] =
                        new Point(mix(seed + i * GOLDEN), entry.getValue().index());
            }
        }
        Arrays.sort(points, Comparator.comparingLong(Point::place).thenComparingInt(Point::node));
        places = new long[count];
        owners = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = points[i].place();
            owners[i] = points[i].node();
        }
    }

    /** How many points there are. */
    int size() {
        return places.length;
    }

    /** The node of a point. */
    int owner(int point) {
        return owners[point];
    }

    /** The first point at or after the key's place. */
    int pointOf(long key) {
        int found = Arrays.binarySearch(places, mix(key));
        int point = found >= 0 ? found : -found - 1;
        return point == places.length ? 0 : point;
    }

    /**
     * From the nodes of this ring to places in a list, -1 for those that are not in it. Leaving nodes out gives the same
     * as a ring without them.
     *
     * @return null if the list has a node that is not in the ring or has it with another weight
     */
    int @Nullable [] placesIn(List<? extends Candidate> candidates) {
        int[] places = new int[nodes.size()];
        Arrays.fill(places, -1);
        for (int i = 0; i < candidates.size(); i++) {
            Node node = nodes.get(candidates.get(i).node());
            if (node == null || node.weight() != candidates.get(i).weight()) {
                return null;
            }
            // Of two instances of one node, as during a restart, either will do.
            places[node.index()] = i;
        }
        return places;
    }

    private static int points(int weight) {
        return Math.max(1, (int) Math.round(weight * POINTS_PER_WEIGHT));
    }

    /** A number from 0 below 1 that is the key's own and has nothing to do with its place. */
    static double fraction(long key) {
        return (mix(mix(key) + 1) >>> 11) * 0x1.0p-53;
    }

    /** FNV-1a. {@link String#hashCode} has too few bits for thousands of points. */
    static long hash(String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    /** The finalizer of SplitMix64 (G. Steele et al., OOPSLA 2014): keys need not be well mixed. */
    static long mix(long value) {
        long mixed = value + GOLDEN;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
