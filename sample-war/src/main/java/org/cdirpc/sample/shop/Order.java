package org.cdirpc.sample.shop;

import java.time.Instant;
import java.util.Optional;

/**
 * An order as the customer gives it.
 *
 * @param id chosen by the customer's side, so that both sides can tell whether an order ran
 * @param quantity from 1 to 1000
 * @param note what the customer wrote on it, if anything
 */
public record Order(
        String id,
        String sku,
        int quantity,
        Delivery delivery,
        Payment payment,
        Instant placedAt,
        Optional<String> note) {

    /** Checks the order's bounds. */
    public Order {
        if (id.isBlank() || quantity < 1 || quantity > 1000) {
            throw new IllegalArgumentException(
                    "order \"" + id + "\" of " + quantity + " (expected: an id, and a quantity from 1 to 1000)");
        }
    }
}
