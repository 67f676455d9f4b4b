package org.cdirpc.sample.shop;

import java.util.concurrent.CompletionStage;
import org.cdirpc.Idempotent;
import org.cdirpc.OneWay;
import org.cdirpc.Remote;

/** Where customers order. */
@Remote(version = "1.2")
public interface Orders {

    /**
     * Takes an order; the caller waits for the receipt. It is not idempotent: a call whose fate is unknown is never
     * repeated silently, because the customer would pay twice.
     */
    Receipt place(Order order) throws OutOfStockException, UnknownProductException;

    /**
     * Works out what an order would cost; the caller need not wait.
     *
     * @throws UnknownProductException never from the method itself: the stage fails with it; declared so that it
     *     belongs to the contract
     */
    @Idempotent
    CompletionStage<Quote> quote(String sku, int quantity, Delivery delivery) throws UnknownProductException;

    /** Notes that somebody looked at a product; nobody waits for it, and one that is lost does not matter. */
    @OneWay
    void viewed(String sku);
}
