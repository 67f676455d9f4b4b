package org.cdirpc.sample.shop;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.cdirpc.Idempotent;
import org.cdirpc.Remote;

/** What the shop sells, and for how much. Reading twice does no harm, so every method may be repeated. */
@Remote(version = "1.0")
@Idempotent
public interface Catalogue {

    /** All products, by name. */
    List<Product> products();

    /** One product; empty if the shop does not have it. */
    Optional<Product> product(String sku);

    /** The price of one piece. */
    BigDecimal price(String sku) throws UnknownProductException;
}
