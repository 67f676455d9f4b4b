package org.cdirpc.benchmarks;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.cdirpc.Remote;

/** The workload: a call without content, and an order of ten lines, about 400 bytes. */
@Remote
public interface Orders {

    /** A line of an order. */
    record Line(String sku, int quantity, BigDecimal price) {}

    /** An order. */
    record Order(long id, String customer, List<Line> lines) {}

    /** The answer to an order. */
    record Receipt(long orderId, BigDecimal total) {}

    /** Nothing but the way there and back. */
    int ping(int value);

    /** The whole way of an order. */
    Receipt place(Order order);

    /** The same without waiting. */
    CompletionStage<Receipt> placeLater(Order order);
}
