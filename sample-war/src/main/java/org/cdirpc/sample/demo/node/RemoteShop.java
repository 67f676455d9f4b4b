package org.cdirpc.sample.demo.node;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.cdirpc.sample.shop.Orders;
import org.jspecify.annotations.NullUnmarked;

/** All it takes to call the shop from another application. */
@Dependent
@NullUnmarked
public class RemoteShop {

    @Inject
    Orders orders;

    /** The shop's orders, wherever they are taken. */
    public Orders orders() {
        return orders;
    }
}
