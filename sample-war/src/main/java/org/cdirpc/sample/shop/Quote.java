package org.cdirpc.sample.shop;

import java.math.BigDecimal;
import java.time.Instant;

/** What an order would cost, and until when that holds. */
public record Quote(String sku, int quantity, BigDecimal total, Instant validUntil, String node) {}
