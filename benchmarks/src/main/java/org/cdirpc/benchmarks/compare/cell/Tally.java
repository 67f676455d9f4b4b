package org.cdirpc.benchmarks.compare.cell;

import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What became of the calls of one cell. Thread-safe. */
final class Tally {

    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<@Nullable String> first = new AtomicReference<>();

    void completed() {
        completed.increment();
    }

    void failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        failed(String.valueOf(cause), 1);
    }

    void failed(String what, long calls) {
        failed.add(calls);
        first.compareAndSet(null, what);
    }

    long calls() {
        return completed.sum();
    }

    long failures() {
        return failed.sum();
    }

    /** The first failure, empty if there was none. */
    String firstFailure() {
        String text = first.get();
        return text == null ? "" : text;
    }
}
