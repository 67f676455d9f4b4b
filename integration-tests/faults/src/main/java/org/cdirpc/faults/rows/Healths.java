package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.cdirpc.faults.lab.Child;
import org.cdirpc.faults.lab.Lab;

/** Asks nodes how they are, in turn, until all of them say what is waited for. One thread at a time. */
final class Healths {

    /** The ids of what a node says of the registry: that it is out of reach, and that it lost others. */
    static final String OUT_OF_REACH = "CDIRPC360163";

    static final String OTHERS_LOST = "CDIRPC360241";

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Lab lab;
    private final Map<String, Child> nodes = new LinkedHashMap<>();

    Healths(Lab lab) {
        this.lab = lab;
    }

    Healths of(String name, Child process) {
        nodes.put(name, process);
        return this;
    }

    void without(String name) {
        nodes.remove(name);
    }

    /**
     * What became of waiting.
     *
     * @param worstMillis when the last one said it, after the moment
     * @param otherwise what those said last that did not say it in time, by name
     */
    record Seen(double worstMillis, Map<String, String> otherwise) {}

    /** Waits until each has said this state, and for this reason, at most so long after the moment. */
    Seen await(String state, String reason, long moment, Duration limit) throws IOException, InterruptedException {
        Map<String, Child> waiting = new LinkedHashMap<>(nodes);
        Map<String, String> said = new TreeMap<>();
        double worst = 0;
        do {
            for (Map.Entry<String, Child> node : Map.copyOf(waiting).entrySet()) {
                String health = node.getValue().health();
                if (health.startsWith(state) && health.contains(reason)) {
                    waiting.remove(node.getKey());
                    said.remove(node.getKey());
                    worst = Math.max(worst, Times.millis(System.nanoTime() - moment));
                } else {
                    said.put(node.getKey(), health);
                }
            }
            if (waiting.isEmpty()) {
                return new Seen(worst, Map.of());
            }
            lab.pass(PAUSE);
        } while (System.nanoTime() - moment < limit.toNanos());
        return new Seen(worst, said);
    }
}
