package org.cdirpc.benchmarks.compare.cdirpc;

import jakarta.enterprise.inject.se.SeContainer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.cdirpc.benchmarks.compare.Client;
import org.cdirpc.benchmarks.compare.Orders;
import org.cdirpc.benchmarks.compare.cdirpc.OrderDesk.Line;
import org.cdirpc.benchmarks.compare.cdirpc.OrderDesk.Order;
import org.cdirpc.benchmarks.compare.cdirpc.OrderDesk.Receipt;

/** The workload through an injected proxy. */
final class DeskClient implements Client {

    private final SeContainer container;
    private final OrderDesk desk;

    DeskClient(SeContainer container) {
        this.container = container;
        this.desk = container.select(DeskCaller.class).get().desk();
    }

    @Override
    public String ping(String text) {
        return desk.ping(text);
    }

    @Override
    public long place(long number) {
        return desk.place(order(number)).totalCents();
    }

    @Override
    public byte[] blob(byte[] bytes) {
        return desk.blob(bytes);
    }

    @Override
    public boolean asynchronous() {
        return true;
    }

    @Override
    public CompletionStage<String> pingAsync(String text) {
        return desk.pingAsync(text);
    }

    @Override
    public CompletionStage<Long> placeAsync(long number) {
        return desk.placeAsync(order(number)).thenApply(Receipt::totalCents);
    }

    private static Order order(long number) {
        List<Line> lines = new ArrayList<>(Orders.LINES);
        for (int i = 0; i < Orders.LINES; i++) {
            lines.add(new Line(Orders.skuOf(number, i), Orders.quantityOf(number, i), Orders.priceOf(number, i)));
        }
        return new Order(number, Orders.customerOf(number), Orders.placedAtOf(number), (number & 1) == 0, lines);
    }

    @Override
    public void close() {
        container.close();
    }
}
