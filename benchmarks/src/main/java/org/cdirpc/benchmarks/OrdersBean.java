package org.cdirpc.benchmarks;

import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Adds an order up. */
final class OrdersBean implements Orders {

    @Override
    public int ping(int value) {
        return value;
    }

    @Override
    public Receipt place(Order order) {
        BigDecimal total = BigDecimal.ZERO;
        for (Line line : order.lines()) {
            total = total.add(line.price().multiply(BigDecimal.valueOf(line.quantity())));
        }
        return new Receipt(order.id(), total);
    }

    @Override
    public CompletionStage<Receipt> placeLater(Order order) {
        return CompletableFuture.completedFuture(place(order));
    }
}
