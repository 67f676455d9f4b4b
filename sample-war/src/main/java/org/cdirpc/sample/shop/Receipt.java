package org.cdirpc.sample.shop;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What the customer gets for an order.
 *
 * @param node the name of the node whose bean took the order
 * @param left the pieces left there
 */
public record Receipt(
        String orderId, String node, String product, int quantity, BigDecimal total, Instant takenAt, int left) {}
