package org.cdirpc.faults.rows;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.cdirpc.faults.judge.Told;

/** Which part of the calls each instance got, by the address that their callers were told. */
final class Shares {

    /**
     * Of an equal share. One that is left out gets nothing; a balancer that goes by latency gives the slowest of a few
     * less than half of it for some seconds.
     */
    static final double LEAST = 0.25;

    private Shares() {}

    /** How many of these calls went to each of these addresses. */
    static Map<String, Long> counts(Collection<String> addresses, List<Told> told, Predicate<Told> which) {
        Map<String, Long> counts = new TreeMap<>();
        addresses.forEach(address -> counts.put(address, 0L));
        told.stream().filter(which).forEach(call -> counts.computeIfPresent(call.peer(), (address, n) -> n + 1));
        return counts;
    }

    /** The least of them against an equal share: 1 if all got the same, 0 if one got nothing. */
    static double least(Collection<String> addresses, List<Told> told, Predicate<Told> which) {
        Map<String, Long> counts = counts(addresses, told, which);
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        long least = counts.values().stream().mapToLong(Long::longValue).min().orElse(0);
        return all == 0 ? 0 : (double) least * counts.size() / all;
    }
}
