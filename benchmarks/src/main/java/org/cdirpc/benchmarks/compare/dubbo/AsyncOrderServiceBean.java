package org.cdirpc.benchmarks.compare.dubbo;

import java.util.concurrent.CompletableFuture;
import org.cdirpc.benchmarks.compare.beans.Order;
import org.cdirpc.benchmarks.compare.beans.Receipt;

/**
 * The bean behind the interface. Its futures are complete when it returns them: it has nothing to wait for, and a second
 * pool behind Dubbo's own would only cost.
 */
final class AsyncOrderServiceBean implements AsyncOrderService {

    @Override
    public String ping(String text) {
        return text;
    }

    @Override
    public Receipt place(Order order) {
        return Receipt.of(order);
    }

    @Override
    public byte[] blob(byte[] bytes) {
        return bytes;
    }

    @Override
    public CompletableFuture<String> pingAsync(String text) {
        return CompletableFuture.completedFuture(text);
    }

    @Override
    public CompletableFuture<Receipt> placeAsync(Order order) {
        return CompletableFuture.completedFuture(Receipt.of(order));
    }
}
