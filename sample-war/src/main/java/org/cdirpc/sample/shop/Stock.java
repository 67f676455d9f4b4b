package org.cdirpc.sample.shop;

import org.cdirpc.Idempotent;
import org.cdirpc.Remote;

/** How much is left. Every node keeps a stock of its own. */
@Remote(version = "1.0")
public interface Stock {

    /** The pieces left; 0 for a product that the shop does not have. */
    @Idempotent
    int available(String sku);

    /**
     * Takes pieces out of the stock.
     *
     * @param quantity at least 1
     * @return the pieces left afterwards
     * @throws OutOfStockException if there are fewer; then none is taken
     */
    int reserve(String sku, int quantity) throws OutOfStockException;
}
