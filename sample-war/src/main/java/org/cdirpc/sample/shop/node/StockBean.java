package org.cdirpc.sample.shop.node;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cdirpc.sample.shop.OutOfStockException;
import org.cdirpc.sample.shop.Stock;

/** This node's stock, in memory. */
@ApplicationScoped
public class StockBean implements Stock {

    private final Map<String, Integer> pieces = new ConcurrentHashMap<>(Map.of(
            "tea-assam", 100_000,
            "tea-sencha", 100_000,
            "tea-oolong", 3,
            "pot-clay", 12,
            "cup-glass", 250));

    @Override
    public int available(String sku) {
        return pieces.getOrDefault(sku, 0);
    }

    @Override
    public int reserve(String sku, int quantity) throws OutOfStockException {
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity: " + quantity + " (expected: at least 1)");
        }
        while (true) {
            int before = available(sku);
            if (before < quantity) {
                throw new OutOfStockException(sku, before);
            }
            if (pieces.replace(sku, before, before - quantity)) {
                return before - quantity;
            }
        }
    }
}
