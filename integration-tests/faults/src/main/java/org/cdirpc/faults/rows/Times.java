package org.cdirpc.faults.rows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.cdirpc.faults.judge.Execution;
import org.cdirpc.faults.judge.Stalls;
import org.cdirpc.faults.judge.Told;

/** Moments and stretches that several rows look at; all in nanoseconds unless the name says otherwise. */
final class Times {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private Times() {}

    static double millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }

    static long seconds(double seconds) {
        return (long) (seconds * NANOS_PER_SECOND);
    }

    /** The longest stall from the first to the last of these calls, in milliseconds. */
    static double worstStall(Stalls stalls, List<Told> told) {
        long from = told.stream().mapToLong(Told::begin).min().orElse(0);
        long to = told.stream().mapToLong(Told::end).max().orElse(0);
        return millis(stalls.worst(from, to));
    }

    /** By how much the worst of these calls outlived its deadline, less the caller's stalls around that moment. */
    static long overrun(List<Told> told, long timeout, Stalls stalls) {
        long worst = 0;
        for (Told call : told) {
            long deadline = call.begin() + timeout;
            if (call.end() - deadline > worst) {
                worst = Math.max(worst, call.end() - deadline - stalls.worst(deadline, call.end()));
            }
        }
        return worst;
    }

    /** How long after a moment a call was begun that failed; 0 if none was. */
    static long troubleAfter(List<Told> told, long moment) {
        return told.stream()
                .filter(call -> !call.ok() && call.begin() - moment > 0)
                .mapToLong(call -> call.begin() - moment)
                .max()
                .orElse(0);
    }

    /** Answers of their own a second, from one moment to another. */
    static double goodput(List<Told> told, long from, long to) {
        long ok = told.stream()
                .filter(call -> call.ok() && call.end() - from >= 0 && to - call.end() > 0)
                .count();
        return ok * NANOS_PER_SECOND / (to - from);
    }

    /** Executions of calls whose deadline had passed, as the condition finds it from execution and deadline. */
    static long expiredRuns(List<Told> told, List<Execution> executions, long timeout, Late late) {
        Map<Long, Long> deadlines = new HashMap<>();
        for (Told call : told) {
            deadlines.put(call.id(), call.begin() + timeout);
        }
        Predicate<Execution> expired = run -> {
            Long deadline = deadlines.get(run.id());
            return deadline != null && late.is(run, deadline);
        };
        return executions.stream().filter(expired).count();
    }

    /** Whether an execution began too late for its call. */
    @FunctionalInterface
    interface Late {
        boolean is(Execution run, long deadline);
    }
}
