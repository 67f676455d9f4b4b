package org.cdirpc.benchmarks.compare.rest;

import org.cdirpc.benchmarks.compare.Orders;

/** What an order is answered with. */
record Receipt(long number, long totalCents, String confirmation) {

    /** The receipt of an order: the total is computed from its lines. */
    static Receipt of(Order order) {
        long total = 0;
        for (Order.Line line : order.lines()) {
            total += line.quantity() * line.priceCents();
        }
        return new Receipt(order.number(), total, Orders.confirmationOf(order.number()));
    }
}
