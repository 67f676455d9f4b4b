package org.cdirpc.benchmarks.compare.costs;

import java.util.ArrayList;
import java.util.List;
import org.cdirpc.benchmarks.compare.Orders;
import org.cdirpc.benchmarks.compare.cdirpc.OrderDesk.Line;
import org.cdirpc.benchmarks.compare.cdirpc.OrderDesk.Order;

/** Places orders from many threads, spread over services. */
final class Placing {

    private Placing() {}

    /** Calls per second within so many milliseconds. */
    static double perSecond(List<OrderPlacing> services, int callers, long millis) throws InterruptedException {
        Window window = new Window(callers, caller -> {
            Order order = order(caller);
            long total = services.get(caller % services.size()).place(order).totalCents();
            if (total != Orders.totalOf(order.number())) {
                throw new IllegalStateException(
                        "total " + total + " (expected: " + Orders.totalOf(order.number()) + ")");
            }
        });
        window.begin();
        long begin = System.nanoTime();
        Thread.sleep(millis);
        long calls = window.calls();
        long nanos = System.nanoTime() - begin;
        window.end();
        return calls * 1e9 / nanos;
    }

    private static Order order(long number) {
        List<Line> lines = new ArrayList<>(Orders.LINES);
        for (int i = 0; i < Orders.LINES; i++) {
            lines.add(new Line(Orders.skuOf(number, i), Orders.quantityOf(number, i), Orders.priceOf(number, i)));
        }
        return new Order(number, Orders.customerOf(number), Orders.placedAtOf(number), (number & 1) == 0, lines);
    }
}
