package org.cdirpc.benchmarks.compare.cdirpc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cdirpc.benchmarks.compare.Orders;

/** Serves the workload; the two beans below differ in their annotations only. */
abstract class Counter implements OrderDesk {

    @Override
    public String ping(String text) {
        return text;
    }

    @Override
    public Receipt place(Order order) {
        long total = 0;
        for (Line line : order.lines()) {
            total += line.quantity() * line.priceCents();
        }
        return new Receipt(order.number(), total, Orders.confirmationOf(order.number()));
    }

    @Override
    public byte[] blob(byte[] bytes) {
        return bytes;
    }

    @Override
    public CompletionStage<String> pingAsync(String text) {
        return CompletableFuture.completedFuture(ping(text));
    }

    @Override
    public CompletionStage<Receipt> placeAsync(Order order) {
        return CompletableFuture.completedFuture(place(order));
    }
}
