package org.cdirpc.sample.shop;

import java.math.BigDecimal;

/** How an order reaches the customer. */
public enum Delivery {
    /** Within a week, free of charge. */
    STANDARD("0.00"),
    /** Tomorrow. */
    EXPRESS("7.90");

    private final BigDecimal surcharge;

    Delivery(String surcharge) {
        this.surcharge = new BigDecimal(surcharge);
    }

    /** What it costs on top. */
    public BigDecimal surcharge() {
        return surcharge;
    }
}
