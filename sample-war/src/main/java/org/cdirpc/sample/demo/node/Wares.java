package org.cdirpc.sample.demo.node;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cdirpc.sample.shop.Delivery;
import org.cdirpc.sample.shop.Order;
import org.cdirpc.sample.shop.Payment;

/** Orders of all sorts, so that every type of the contract travels. */
final class Wares {

    private static final List<String> SKUS = List.of("tea-assam", "tea-sencha", "tea-oolong", "pot-clay", "cup-glass");

    private static final List<Payment> PAYMENTS = List.of(
            new Payment.Card("tok-4711", "1881"),
            new Payment.Invoice("demo", 14),
            new Payment.Voucher("SPRING", new BigDecimal("5.00")));

    String sku(int number) {
        return SKUS.get(number % SKUS.size());
    }

    Order order(String id, int number) {
        return new Order(
                id,
                sku(number),
                1 + number % 3,
                number % 2 == 0 ? Delivery.STANDARD : Delivery.EXPRESS,
                PAYMENTS.get(number % PAYMENTS.size()),
                Instant.now(),
                number % 4 == 0 ? Optional.of("please ring twice") : Optional.empty());
    }
}
