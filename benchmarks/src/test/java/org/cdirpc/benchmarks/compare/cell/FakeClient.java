package org.cdirpc.benchmarks.compare.cell;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.cdirpc.benchmarks.compare.Client;
import org.cdirpc.benchmarks.compare.Orders;

/** Answers in memory; asynchronous calls by the executor. From a number of places on, totals are wrong. */
final class FakeClient implements Client {

    final AtomicLong inFlight = new AtomicLong();
    final AtomicLong mostInFlight = new AtomicLong();
    private final AtomicLong places = new AtomicLong();
    private final Executor executor;
    private final long wrongFrom;

    FakeClient(Executor executor, long wrongFrom) {
        this.executor = executor;
        this.wrongFrom = wrongFrom;
    }

    @Override
    public String ping(String text) {
        return text;
    }

    @Override
    public long place(long number) {
        return Orders.totalOf(number) + (places.incrementAndGet() >= wrongFrom ? 1 : 0);
    }

    @Override
    public byte[] blob(byte[] bytes) {
        return bytes.clone();
    }

    @Override
    public boolean asynchronous() {
        return true;
    }

    @Override
    public CompletionStage<String> pingAsync(String text) {
        return CompletableFuture.completedFuture(text);
    }

    @Override
    public CompletionStage<Long> placeAsync(long number) {
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        CompletableFuture<Long> total = new CompletableFuture<>();
        executor.execute(() -> {
            inFlight.decrementAndGet();
            total.complete(place(number));
        });
        return total;
    }

    @Override
    public void close() {}
}
