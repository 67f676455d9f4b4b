package org.cdirpc.sample.shop.node;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The orders this node ran, and how often: an order that ran twice, anywhere, is a broken promise. */
@ApplicationScoped
public class Ledger {

    private final Map<String, Integer> runs = new ConcurrentHashMap<>();
    private final AtomicLong views = new AtomicLong();

    void ran(String orderId) {
        runs.merge(orderId, 1, Integer::sum);
    }

    void viewed() {
        views.incrementAndGet();
    }

    /** Order id to the number of times it ran here, a copy. */
    public Map<String, Integer> runs() {
        return new TreeMap<>(runs);
    }

    /** How many orders this node ran. */
    public int orders() {
        return runs.size();
    }

    /** How often this node was told that somebody looked at a product. */
    public long views() {
        return views.get();
    }
}
