package org.cdirpc.faults.races;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.kotlinx.lincheck.util.ExceptionResult;
import org.jetbrains.lincheck.datastructures.verifier.LinearizabilityVerifier;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;
import org.jspecify.annotations.Nullable;

/**
 * Judges each invocation, counts them, and ends a run that has had enough. Lincheck makes verifiers by their class, one
 * for each scenario, so what a run has to do is static here; races run one after the other.
 */
public final class CountingVerifier implements Verifier {

    /** A run has had enough; nothing was found. */
    static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super(null, null, false, false);
        }
    }

    /** One run of one race. */
    private record Run(
            boolean linearizable, long least, long most, long nanos, AtomicLong invocations, AtomicLong began) {
        /** Its time begins with the first invocation: before that, classes are made ready. */
        boolean isEnough(long count) {
            long now = System.nanoTime();
            boolean over = !began.compareAndSet(0, now) && now - began.get() >= nanos;
            return count >= most || (over && count >= least);
        }
    }

    private static volatile @Nullable Run run;

    private final @Nullable LinearizabilityVerifier order;

    /** For one scenario; by Lincheck. */
    public CountingVerifier(Class<?> specification) {
        order = present().linearizable() ? new LinearizabilityVerifier(specification) : null;
    }

    /** What is run from now on: so long, but not fewer or more invocations than that. */
    static void begin(boolean linearizable, long least, long most, long nanos) {
        run = new Run(linearizable, least, most, nanos, new AtomicLong(), new AtomicLong());
    }

    /** How many invocations there were. */
    static long invocations() {
        return present().invocations().get();
    }

    private static Run present() {
        Run now = run;
        if (now == null) {
            throw new IllegalStateException("no run has begun");
        }
        return now;
    }

    private static boolean nothingThrown(ExecutionResult results) {
        return results.getThreadsResultsWithClock().stream()
                .flatMap(List::stream)
                .noneMatch(result -> result.getResult() instanceof ExceptionResult);
    }

    @Override
    public boolean verifyResults(ExecutionScenario scenario, ExecutionResult results) {
        Run now = present();
        boolean right = order == null ? nothingThrown(results) : order.verifyResults(scenario, results);
        long count = now.invocations().incrementAndGet();
        if (right && now.isEnough(count)) {
            throw new Enough();
        }
        return right;
    }
}
