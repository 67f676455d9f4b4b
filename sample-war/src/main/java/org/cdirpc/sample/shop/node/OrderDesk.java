package org.cdirpc.sample.shop.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cdirpc.RpcClient;
import org.cdirpc.RpcException;
import org.cdirpc.sample.shop.Delivery;
import org.cdirpc.sample.shop.Order;
import org.cdirpc.sample.shop.Orders;
import org.cdirpc.sample.shop.OutOfStockException;
import org.cdirpc.sample.shop.Payment;
import org.cdirpc.sample.shop.Receipt;
import org.cdirpc.sample.shop.UnknownProductException;
import org.cdirpc.spi.Progress;

/** Places orders through the cluster, which decides who takes them, and remembers the last ten. */
@ApplicationScoped
public class OrderDesk {

    private static final int REMEMBERED = 10;

    @Inject
    @RpcClient
    Orders orders;

    private final Deque<Outcome> recent = new ArrayDeque<>();

    /** Places an order; whatever comes of it is remembered and returned, never thrown. */
    public Outcome place(String sku, int quantity, Delivery delivery, Payment payment, Optional<String> note) {
        String id = UUID.randomUUID().toString();
        Outcome outcome = place(new Order(id, sku, quantity, delivery, payment, Instant.now(), note));
        synchronized (recent) {
            recent.addFirst(outcome);
            while (recent.size() > REMEMBERED) {
                recent.removeLast();
            }
        }
        return outcome;
    }

    private Outcome place(Order order) {
        try {
            return new Outcome.Taken(order, orders.place(order));
        } catch (OutOfStockException | UnknownProductException refused) {
            return new Outcome.Refused(order, String.valueOf(refused.getMessage()));
        } catch (RpcException failed) {
            return new Outcome.Failed(order, String.valueOf(failed.getMessage()), failed.progress());
        }
    }

    /** The last orders of this desk, the newest first, a copy. */
    public List<Outcome> recent() {
        synchronized (recent) {
            return List.copyOf(recent);
        }
    }

    /** An order among the {@link #recent()} ones. */
    public Optional<Outcome> find(String orderId) {
        return recent().stream()
                .filter(outcome -> outcome.order().id().equals(orderId))
                .findFirst();
    }

    /** What came of an order. */
    public sealed interface Outcome {

        /** The order. */
        Order order();

        /** A node took it. */
        record Taken(Order order, Receipt receipt) implements Outcome {}

        /** The shop said no: the contract's own exceptions. */
        record Refused(Order order, String message) implements Outcome {}

        /** The call failed, and says how far it got. */
        record Failed(Order order, String message, Progress progress) implements Outcome {}
    }
}
