package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.judge.Execution;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Lab;

/** What is told of calls of which each must have run exactly once, repeatable or not. */
final class OnceEach {

    private static final Duration ONE_WAYS = Duration.ofSeconds(10);

    private OnceEach() {}

    /** How many of these calls ran never, or more than once; what nobody waits for is given a moment to be run. */
    static long notOnce(Lab lab, List<Told> told) throws IOException, InterruptedException {
        lab.within(ONE_WAYS, () -> notOnce(lab.executions(), told) == 0);
        return notOnce(lab.executions(), told);
    }

    /** How many of these calls these executions have never, or more than once. */
    static long notOnce(List<Execution> executions, List<Told> told) {
        Map<Long, Integer> runs = new HashMap<>();
        for (Execution run : executions) {
            runs.merge(run.id(), 1, Integer::sum);
        }
        return told.stream()
                .filter(Told::isRecorded)
                .filter(call -> runs.getOrDefault(call.id(), 0) != 1)
                .count();
    }

    /** How many were told anything but their own answer. */
    static long failed(List<Told> told) {
        return told.stream().filter(call -> !call.ok()).count();
    }
}
