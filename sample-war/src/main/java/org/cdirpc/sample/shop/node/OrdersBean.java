package org.cdirpc.sample.shop.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cdirpc.sample.shop.Catalogue;
import org.cdirpc.sample.shop.Delivery;
import org.cdirpc.sample.shop.Order;
import org.cdirpc.sample.shop.Orders;
import org.cdirpc.sample.shop.OutOfStockException;
import org.cdirpc.sample.shop.Product;
import org.cdirpc.sample.shop.Quote;
import org.cdirpc.sample.shop.Receipt;
import org.cdirpc.sample.shop.Stock;
import org.cdirpc.sample.shop.UnknownProductException;

/** Takes orders. Stock and catalogue are this node's own: an injection without {@code @RpcClient} prefers local beans. */
@ApplicationScoped
public class OrdersBean implements Orders {

    private static final Duration QUOTE_HOLDS = Duration.ofHours(1);

    @Inject
    Stock stock;

    @Inject
    Catalogue catalogue;

    @Inject
    Ledger ledger;

    @Inject
    ShopNode node;

    @Override
    public Receipt place(Order order) throws OutOfStockException, UnknownProductException {
        Product product = catalogue.product(order.sku()).orElseThrow(() -> new UnknownProductException(order.sku()));
        int left = stock.reserve(order.sku(), order.quantity());
        ledger.ran(order.id());
        BigDecimal total = total(product.price(), order.quantity(), order.delivery());
        return new Receipt(order.id(), node.name(), product.name(), order.quantity(), total, Instant.now(), left);
    }

    @Override
    public CompletionStage<Quote> quote(String sku, int quantity, Delivery delivery) {
        try {
            BigDecimal total = total(catalogue.price(sku), quantity, delivery);
            Instant until = Instant.now().plus(QUOTE_HOLDS);
            return CompletableFuture.completedFuture(new Quote(sku, quantity, total, until, node.name()));
        } catch (UnknownProductException unknown) {
            return CompletableFuture.failedFuture(unknown);
        }
    }

    @Override
    public void viewed(String sku) {
        ledger.viewed();
    }

    private static BigDecimal total(BigDecimal price, int quantity, Delivery delivery) {
        return price.multiply(BigDecimal.valueOf(quantity)).add(delivery.surcharge());
    }
}
