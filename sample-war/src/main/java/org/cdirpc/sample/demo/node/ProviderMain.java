package org.cdirpc.sample.demo.node;

import org.cdirpc.sample.shop.node.CatalogueBean;
import org.cdirpc.sample.shop.node.Ledger;
import org.cdirpc.sample.shop.node.OrdersBean;
import org.cdirpc.sample.shop.node.ShopNode;

/**
 * A provider: the shop's beans in Weld SE. It prints {@value #READY} once it serves, and ends when its input does or
 * when it is told to terminate; the container stops in order then, and with it the node.
 */
public final class ProviderMain {

    /** The line that says that the container is up. */
    public static final String READY = "@ready";

    private ProviderMain() {}

    /** Starts the provider. */
    public static void main(String... arguments) {
        ParentInput.live(System.in, () -> {
            // Only these beans. The container's own hook closes it when the process ends, so nothing is left to do
            // here.
            Container.of(
                            OrdersBean.class,
                            CatalogueBean.class,
                            ShopNode.class,
                            Ledger.class,
                            EndlessStock.class,
                            RecordedOrders.class)
                    .selectAlternatives(EndlessStock.class)
                    .enableDecorators(RecordedOrders.class)
                    .initialize();
            System.out.println(READY);
            return command -> {};
        });
    }
}
