package org.cdirpc.benchmarks.compare.rest;

import java.util.ArrayList;
import java.util.List;
import org.cdirpc.benchmarks.compare.Orders;

/** An order. */
record Order(long number, String customer, long placedAtMillis, boolean express, List<Line> lines) {

    /** A line of an order. */
    record Line(String sku, int quantity, long priceCents) {}

    /** The order of this number, made anew. */
    static Order of(long number) {
        List<Line> lines = new ArrayList<>(Orders.LINES);
        for (int line = 0; line < Orders.LINES; line++) {
            lines.add(new Line(
                    Orders.skuOf(number, line), Orders.quantityOf(number, line), Orders.priceOf(number, line)));
        }
        return new Order(number, Orders.customerOf(number), Orders.placedAtOf(number), (number & 1) == 0, lines);
    }
}
