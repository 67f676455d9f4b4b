package org.cdirpc.sample.demo.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.cdirpc.CallScope;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcException;
import org.cdirpc.sample.demo.account.OrderId;
import org.cdirpc.sample.demo.account.Told;
import org.cdirpc.sample.shop.Delivery;
import org.cdirpc.sample.shop.Order;
import org.cdirpc.sample.shop.Orders;
import org.cdirpc.sample.shop.Receipt;

/** Places orders without a pause, each thread one after the other, and writes down what each caller was told. */
final class Customers {

    private static final int THREADS = 8;

    /** One in so many orders comes with a quote, one in so many with a view. */
    private static final int ASIDE = 8;

    private static final long INTERVAL_MILLIS = 500;
    private static final long GRACE_MILLIS = 1000;

    /** How long the consumer may take to hear of the first provider. */
    private static final long FIRST_SECONDS = 20;

    private final Orders orders;
    private final String run;
    private final Outcomes outcomes;
    private final Duration timeLimit;
    private final long nanosPerOrder;
    private final Tally tally = new Tally();
    private final Wares wares = new Wares();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch ending = new CountDownLatch(1);

    Customers(Orders orders, String run, Outcomes outcomes, Duration timeLimit, int ordersPerSecond) {
        this.orders = orders;
        this.run = run;
        this.outcomes = outcomes;
        this.timeLimit = timeLimit;
        this.nanosPerOrder = TimeUnit.SECONDS.toNanos(THREADS) / ordersPerSecond;
    }

    /** Waits until some provider is known, which no order has to pay for, then begins. */
    void begin(Consumer<Statistics> reports) {
        awaitFirstAnswer();
        for (int i = 0; i < THREADS; i++) {
            start("customer-" + i, this::shop);
        }
        start("statistics", () -> report(reports));
    }

    private void start(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void awaitFirstAnswer() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(FIRST_SECONDS);
        while (true) {
            try {
                orders.viewed(wares.sku(0));
                return;
            } catch (RpcException notYet) {
                if (System.nanoTime() - end > 0) {
                    throw notYet;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    /** Places no more orders, waits for those in flight as long as they may take, and returns the totals. */
    Statistics end() {
        ending.countDown();
        long end = System.nanoTime() + timeLimit.plusMillis(GRACE_MILLIS).toNanos();
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        while (!tally.nothingInFlight() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return tally.total();
    }

    private void report(Consumer<Statistics> reports) {
        try {
            while (!ending.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                reports.accept(tally.now());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void shop() {
        CallScope scope = CallScope.create();
        long next = System.nanoTime();
        while (ending.getCount() > 0) {
            int number = tally.place();
            place(scope, number);
            if (number % ASIDE == 0) {
                quote(scope, number);
                view(scope, number);
            }
            // Closed loop: a slow answer is not made up for.
            next = Math.max(next + nanosPerOrder, System.nanoTime());
            for (long pause = next - System.nanoTime(); pause > 0; pause = next - System.nanoTime()) {
                LockSupport.parkNanos(pause);
            }
        }
    }

    private void place(CallScope scope, int number) {
        String id = OrderId.of(run, number);
        Order order = wares.order(id, number);
        long startedAt = System.currentTimeMillis();
        long start = System.nanoTime();
        Told outcome;
        try {
            Receipt receipt = scope.call(() -> orders.place(order));
            outcome = receipt.orderId().equals(id)
                    ? new Told.Answered(number, receipt.node(), millisSince(start))
                    : failure(Told.Kind.ORDER, number, startedAt, scope.lastCall(), wrongReceipt(id, receipt));
        } catch (Throwable failure) {
            outcome = failure(Told.Kind.ORDER, number, startedAt, scope.lastCall(), failure);
        }
        outcomes.told(outcome);
        tally.ordered(outcome, System.nanoTime() - start);
    }

    private static IllegalStateException wrongReceipt(String id, Receipt receipt) {
        return new IllegalStateException("order " + id + " got the receipt of order " + receipt.orderId());
    }

    private void quote(CallScope scope, int number) {
        long startedAt = System.currentTimeMillis();
        tally.quoteBegins();
        try {
            var stage = scope.call(() -> orders.quote(wares.sku(number), 1, Delivery.EXPRESS));
            Optional<RpcContext> call = scope.lastCall();
            stage.whenComplete((quote, failure) -> {
                if (failure != null) {
                    aside(Told.Kind.QUOTE, startedAt, call, failure);
                }
                tally.quoteEnds(failure == null);
            });
        } catch (Throwable failure) {
            aside(Told.Kind.QUOTE, startedAt, scope.lastCall(), failure);
            tally.quoteEnds(false);
        }
    }

    private void view(CallScope scope, int number) {
        long startedAt = System.currentTimeMillis();
        try {
            scope.call(() -> {
                orders.viewed(wares.sku(number));
                return number;
            });
            tally.viewed();
        } catch (Throwable failure) {
            aside(Told.Kind.VIEW, startedAt, scope.lastCall(), failure);
        }
    }

    private void aside(Told.Kind kind, long startedAt, Optional<RpcContext> call, Throwable failure) {
        Told.Failed failed = failure(kind, 0, startedAt, call, failure);
        outcomes.told(failed);
        tally.failed(failed);
    }

    private static Told.Failed failure(
            Told.Kind kind, int number, long startedAt, Optional<RpcContext> call, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String node = call.flatMap(RpcContext::peer).map(RpcContext.Peer::node).orElse("");
        boolean known = cause instanceof RpcException;
        return new Told.Failed(
                kind,
                number,
                known ? Optional.of(((RpcException) cause).progress()) : Optional.empty(),
                known ? ((RpcException) cause).code().name() : cause.getClass().getSimpleName(),
                startedAt,
                System.currentTimeMillis(),
                node,
                cause.toString());
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
