package org.cdirpc.sample.shop;

import java.math.BigDecimal;
import java.util.Optional;

/** Something the shop sells. */
public record Product(String sku, String name, BigDecimal price, Optional<String> remark) {}
