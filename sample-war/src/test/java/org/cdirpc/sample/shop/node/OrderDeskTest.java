package org.cdirpc.sample.shop.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.cdirpc.RpcConnectionLostException;
import org.cdirpc.sample.shop.Delivery;
import org.cdirpc.sample.shop.Order;
import org.cdirpc.sample.shop.Orders;
import org.cdirpc.sample.shop.Payment;
import org.cdirpc.sample.shop.Quote;
import org.cdirpc.sample.shop.Receipt;
import org.cdirpc.sample.shop.UnknownProductException;
import org.cdirpc.sample.shop.node.OrderDesk.Outcome;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.junit.jupiter.api.Test;

@SuppressWarnings("UnnecessaryAssignment") // no container here: the fields are set by hand
class OrderDeskTest {

    private final OrdersBean bean = ordersBean();
    private final OrderDesk desk = desk(bean);

    @Test
    void aTakenOrderHasTheReceiptOfTheNodeThatTookIt() {
        Outcome outcome = place("cup-glass", 2);
        Receipt receipt = assertThat(outcome)
                .asInstanceOf(type(Outcome.Taken.class))
                .actual()
                .receipt();
        assertThat(receipt.node()).isEqualTo(bean.node.name());
        assertThat(receipt.total()).isEqualByComparingTo("25.50");
        assertThat(receipt.left()).isEqualTo(248);
        assertThat(bean.ledger.runs()).containsExactly(Map.entry(receipt.orderId(), 1));
        assertThat(desk.find(receipt.orderId())).contains(outcome);
    }

    @Test
    void theShopRefusesWhatItDoesNotHave() {
        assertThat(place("tea-oolong", 4)).isEqualTo(new Outcome.Refused(last(), "out of stock: tea-oolong, 3 left"));
        assertThat(place("coffee", 1)).isEqualTo(new Outcome.Refused(last(), "no such product: coffee"));
        assertThat(bean.ledger.runs()).isEmpty();
    }

    @Test
    void aFailedCallSaysHowFarItGot() {
        Orders lost = new Orders() {
            @Override
            public Receipt place(Order order) {
                throw new RpcConnectionLostException(FailureCode.CONNECTION_LOST, Progress.UNKNOWN, "lost", null);
            }

            @Override
            public CompletionStage<Quote> quote(String sku, int quantity, Delivery delivery)
                    throws UnknownProductException {
                return bean.quote(sku, quantity, delivery);
            }

            @Override
            public void viewed(String sku) {
                bean.viewed(sku);
            }
        };
        desk.orders = lost;
        assertThat(place("cup-glass", 1)).isEqualTo(new Outcome.Failed(last(), "lost", Progress.UNKNOWN));
    }

    @Test
    void onlyTheLastTenAreRemembered() {
        for (int i = 0; i < 12; i++) {
            place("tea-assam", 1);
        }
        assertThat(desk.recent()).hasSize(10);
        assertThat(bean.ledger.orders()).isEqualTo(12);
    }

    private Outcome place(String sku, int quantity) {
        return desk.place(sku, quantity, Delivery.STANDARD, new Payment.Invoice("me", 14), Optional.empty());
    }

    private Order last() {
        return desk.recent().get(0).order();
    }

    private static OrderDesk desk(Orders orders) {
        OrderDesk desk = new OrderDesk();
        desk.orders = orders;
        return desk;
    }

    private static OrdersBean ordersBean() {
        OrdersBean bean = new OrdersBean();
        bean.catalogue = new CatalogueBean();
        bean.stock = new StockBean();
        bean.ledger = new Ledger();
        bean.node = new ShopNode();
        return bean;
    }
}
