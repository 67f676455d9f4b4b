package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.lab.Child;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.node.Vitals;

/**
 * What processes that live throughout hold while nobody calls. Heaps are compared between moments of calm, of which there
 * are many. Threads, descriptors and timers are compared between two rests, one before the first call of note and one
 * after the last: pools keep idle threads for half a minute, so what a moment of calm finds of these says how much was
 * done just before, and not what is left for good.
 */
final class CalmMoments {

    private static final int TOLERANCE = 5;

    /** Two in each third, so that no single moment decides. */
    private static final int ENOUGH_FOR_A_TREND = 6;

    /** The node's idle threads live 30 s, those of Hazelcast 60 s. */
    private static final Duration REST_LIMIT = Duration.ofSeconds(90);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Map<String, Held> before = new LinkedHashMap<>();
    private final Map<String, List<Long>> heaps = new LinkedHashMap<>();

    /** What is counted in a rest. */
    private record Held(int threads, int descriptors, long timers) {

        static Held of(Child process) throws IOException, InterruptedException {
            Vitals vitals = process.vitals();
            return new Held(vitals.threads(), vitals.descriptors(), process.timers());
        }

        boolean isAs(Held other) {
            return threads - other.threads <= TOLERANCE
                    && Math.abs(descriptors - other.descriptors) <= TOLERANCE
                    && Math.abs(timers - other.timers) <= TOLERANCE;
        }
    }

    /** The rest before. */
    void before(Map<String, Child> processes) throws IOException, InterruptedException {
        for (Map.Entry<String, Child> process : processes.entrySet()) {
            before.put(process.getKey(), Held.of(process.getValue()));
        }
    }

    /** Another moment of calm. */
    void take(Map<String, Child> processes) throws IOException, InterruptedException {
        for (Map.Entry<String, Child> process : processes.entrySet()) {
            heaps.computeIfAbsent(process.getKey(), name -> new ArrayList<>())
                    .add(process.getValue().vitals().heap());
        }
    }

    void judgeHeap(Outcome.Judging judging) {
        heaps.forEach((name, bytes) -> {
            if (bytes.size() >= ENOUGH_FOR_A_TREND) {
                HeapTrend trend = HeapTrend.of(bytes);
                judging.figure(name + ": heap KiB", Math.round(trend.first() / 1024))
                        .atMost(name + ": heap KiB more", trend.growth() / 1024, trend.allowed() / 1024);
            }
        });
    }

    /** The rest after; waits until it is as the one before, or as long as idle threads live. */
    void judgeRest(Lab lab, Map<String, Child> processes, Outcome.Judging judging)
            throws IOException, InterruptedException {
        Map<String, Held> after = new LinkedHashMap<>();
        long end = System.nanoTime() + REST_LIMIT.toNanos();
        while (true) {
            for (Map.Entry<String, Child> process : processes.entrySet()) {
                after.put(process.getKey(), Held.of(process.getValue()));
            }
            if (before.keySet().stream().allMatch(name -> isAsBefore(after, name)) || System.nanoTime() - end > 0) {
                break;
            }
            lab.pass(LOOK_EVERY);
        }
        before.forEach((name, held) -> judging.figure(name + ": before the soak", held.toString())
                .figure(name + ": after", String.valueOf(after.get(name)))
                .holds(
                        isAsBefore(after, name),
                        name + " " + after.get(name) + " (expected: at most " + TOLERANCE + " more than " + held
                                + ")"));
    }

    private boolean isAsBefore(Map<String, Held> after, String name) {
        Held now = after.get(name);
        Held then = before.get(name);
        return now != null && then != null && now.isAs(then);
    }
}
