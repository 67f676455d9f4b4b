package org.cdirpc.benchmarks.compare.cdirpc;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.cdirpc.Remote;

/** The workload as a contract: an interface and its records. */
@Remote
public interface OrderDesk {

    /** A line of an order. */
    record Line(String sku, int quantity, long priceCents) {}

    /** An order. */
    record Order(long number, String customer, long placedAtMillis, boolean express, List<Line> lines) {}

    /** The answer to an order. */
    record Receipt(long number, long totalCents, String confirmation) {}

    /** The text, back. */
    String ping(String text);

    /** Adds the order up. */
    Receipt place(Order order);

    /** The bytes, back. */
    byte[] blob(byte[] bytes);

    /** As {@link #ping}; the caller goes on. */
    CompletionStage<String> pingAsync(String text);

    /** As {@link #place}; the caller goes on. */
    CompletionStage<Receipt> placeAsync(Order order);
}
