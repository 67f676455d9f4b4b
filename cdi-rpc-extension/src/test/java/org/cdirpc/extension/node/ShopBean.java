package org.cdirpc.extension.node;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cdirpc.RpcContext;
import org.jspecify.annotations.Nullable;

/** Serves the test contract, and shows what happened to it. */
final class ShopBean implements Shop {

    final String name;
    final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch interrupted = new CountDownLatch(1);
    final CountDownLatch slowEntered = new CountDownLatch(1);
    final CountDownLatch laterEntered = new CountDownLatch(1);
    final CountDownLatch slowMayEnd = new CountDownLatch(1);
    final CompletableFuture<String> pending = new CompletableFuture<>();

    ShopBean(String name) {
        this.name = name;
    }

    @Override
    public Receipt place(Order order) throws OutOfStock {
        ran.add(order.id());
        BigDecimal total = BigDecimal.ZERO;
        for (Line line : order.lines()) {
            if (line.quantity() > 100) {
                throw new OutOfStock(line.sku(), 100);
            }
            total = total.add(line.price().multiply(BigDecimal.valueOf(line.quantity())));
        }
        return new Receipt(order.id(), total, name);
    }

    @Override
    public Order echo(Order order) {
        return order;
    }

    @Override
    public CompletionStage<Integer> stock(String sku) {
        return CompletableFuture.completedFuture(sku.length());
    }

    @Override
    public CompletableFuture<String> later(String value) {
        laterEntered.countDown();
        return value.equals("pending")
                ? pending
                : CompletableFuture.failedFuture(new IllegalStateException("no " + value));
    }

    @Override
    public Future<String> future(String value) {
        FutureTask<String> task = new FutureTask<>(() -> value + " from " + name);
        task.run();
        return task;
    }

    @Override
    public void seen(String sku) {
        seen.add(sku);
    }

    @Override
    public String slow(String value) {
        ran.add("slow " + value);
        slowEntered.countDown();
        try {
            if (!slowMayEnd.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody ended the slow call");
            }
        } catch (InterruptedException e) {
            interrupted.countDown();
            // Longer than its caller waits, whose clock may be a moment late.
            awaitSlowMayEnd();
        }
        return value;
    }

    private void awaitSlowMayEnd() {
        try {
            slowMayEnd.await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public @Nullable String nullable(@Nullable String value) {
        return value;
    }

    @Override
    public byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    @Override
    public int add(int one, int other) {
        return one + other;
    }

    @Override
    public String find(int id) {
        return "by id " + id;
    }

    @Override
    public String find(String id) {
        return "by name " + id;
    }

    @Override
    public void undeclared(String message) {
        throw new UnsupportedOperationException(message);
    }

    @Override
    public String context() {
        RpcContext context = RpcContext.current();
        context.attachToReply("served-by", name);
        long millis = context.remaining().toMillis();
        return context.attachments() + " " + (millis > 0 && millis <= 500) + " "
                + context.peer().orElseThrow().node() + " " + context.method();
    }

    @Override
    public int size(byte[] bytes) {
        return bytes.length;
    }

    @Override
    public byte[] bytes(int size) {
        return new byte[size];
    }
}
