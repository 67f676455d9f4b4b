package org.cdirpc.extension.node;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.cdirpc.Idempotent;
import org.cdirpc.OneWay;
import org.cdirpc.Remote;
import org.cdirpc.RpcTimeout;
import org.jspecify.annotations.Nullable;

/** A contract with one method for each thing a contract can do. */
@Remote(version = "1.2")
public interface Shop {

    record Line(String sku, int quantity, BigDecimal price) {}

    enum Priority {
        LOW,
        HIGH
    }

    sealed interface Payment permits Card, Cash {}

    @JsonTypeName("credit-card")
    record Card(String number) implements Payment {}

    record Cash() implements Payment {}

    record Order(
            String id,
            List<Line> lines,
            Optional<String> note,
            Priority priority,
            Payment payment,
            Instant at,
            Map<String, Integer> tags) {}

    record Receipt(String orderId, BigDecimal total, String servedBy) {}

    final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1L;
        private final String sku;
        private final int left;

        public OutOfStock(String sku, int left) {
            super(sku + " is out of stock, " + left + " left");
            this.sku = sku;
            this.left = left;
        }

        public String getSku() {
            return sku;
        }

        public int getLeft() {
            return left;
        }
    }

    Receipt place(Order order) throws OutOfStock;

    Order echo(Order order);

    @Idempotent
    CompletionStage<Integer> stock(String sku);

    CompletableFuture<String> later(String value);

    Future<String> future(String value);

    @OneWay
    void seen(String sku);

    @RpcTimeout(200)
    String slow(String value);

    @Nullable
    String nullable(@Nullable String value);

    byte[] reversed(byte[] bytes);

    int add(int one, int other);

    String find(int id);

    String find(String name);

    void undeclared(String message);

    String context();

    int size(byte[] bytes);

    byte[] bytes(int size);

    default String shout(String value) {
        return value.toUpperCase(java.util.Locale.ROOT) + "!";
    }
}
