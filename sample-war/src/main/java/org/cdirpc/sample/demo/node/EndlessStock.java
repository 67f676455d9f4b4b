package org.cdirpc.sample.demo.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import org.cdirpc.sample.shop.Stock;

/** A stock that never runs out, in the place of the shop's own: the demo sells more tea than there is. */
@Alternative
@ApplicationScoped
public class EndlessStock implements Stock {

    private static final int PIECES = 1_000_000;

    @Override
    public int available(String sku) {
        return PIECES;
    }

    @Override
    public int reserve(String sku, int quantity) {
        return PIECES;
    }
}
