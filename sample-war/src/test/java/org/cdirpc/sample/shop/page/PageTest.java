package org.cdirpc.sample.shop.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cdirpc.sample.shop.Delivery;
import org.cdirpc.sample.shop.Order;
import org.cdirpc.sample.shop.Payment;
import org.cdirpc.sample.shop.Product;
import org.cdirpc.sample.shop.Receipt;
import org.cdirpc.sample.shop.node.OrderDesk.Outcome;
import org.cdirpc.spi.Progress;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void everyValueIsEscaped() {
        String attack = "<script>'\"&";
        Product product = new Product(attack, attack, BigDecimal.ONE, Optional.of(attack));
        Order order =
                new Order(attack, attack, 1, Delivery.EXPRESS, new Payment.Invoice("a", 1), NOON, Optional.of(attack));
        Outcome failed = new Outcome.Failed(order, attack, Progress.UNKNOWN);
        Outcome refused = new Outcome.Refused(order, attack);
        String html = new Page(
                        attack,
                        0,
                        0,
                        List.of(new Page.Shelf(product, 1)),
                        Optional.of(failed),
                        Optional.of(new Page.Offer(attack, attack, true)),
                        List.of(failed, refused))
                .html();
        assertThat(html).doesNotContain("<script>").contains("&lt;script&gt;&#39;&quot;&amp;");
    }

    @Test
    void aReceiptNamesTheNodeThatTookTheOrder() {
        Order order =
                new Order("o-1", "pot", 1, Delivery.STANDARD, new Payment.Card("t", "42"), NOON, Optional.empty());
        Outcome taken = new Outcome.Taken(
                order, new Receipt("o-1", "node-b", "Clay pot", 1, new BigDecimal("42.00"), NOON, 11));
        String html = new Page("node-a", 3, 1, List.of(), Optional.of(taken), Optional.empty(), List.of(taken)).html();
        assertThat(html)
                .contains("1 × Clay pot for € 42.00, taken at 12:00:00 by node <strong>node-b</strong>")
                .contains("drawn by <strong>node-a</strong>")
                .contains("<td>node-b</td>");
    }

    @Test
    void aFailureSaysWhetherTheOrderRan() {
        Order order =
                new Order("o-1", "pot", 1, Delivery.STANDARD, new Payment.Card("t", "42"), NOON, Optional.empty());
        Outcome failed = new Outcome.Failed(order, "all instances drain", Progress.NOT_STARTED);
        String html =
                new Page("node-a", 0, 0, List.of(), Optional.of(failed), Optional.empty(), List.of(failed)).html();
        assertThat(html)
                .contains("role=\"alert\"")
                .contains("all instances drain")
                .contains("certainly did not run");
    }
}
