package org.cdirpc.sample.shop.page;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.cdirpc.sample.shop.Order;
import org.cdirpc.sample.shop.Product;
import org.cdirpc.sample.shop.Receipt;
import org.cdirpc.sample.shop.node.OrderDesk.Outcome;

/**
 * The shop's page as a value; {@link #html()} draws it.
 *
 * @param node the node that draws it
 * @param ordersRun how many orders this node ran, for whichever page
 * @param views how often this node was told of a product looked at
 * @param shown the order whose result stands at the top, if any
 * @param offer the product that is looked at, if any
 */
record Page(
        String node,
        int ordersRun,
        long views,
        List<Shelf> shelves,
        Optional<Outcome> shown,
        Optional<Offer> offer,
        List<Outcome> recent) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
            header p, .hint { opacity: .75; }
            table { border-collapse: collapse; width: 100%; }
            caption { text-align: left; font-weight: 600; padding: .5rem 0; }
            th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #8886; }
            td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
            fieldset { border: 1px solid #8886; border-radius: .4rem; margin: 0 0 1rem; }
            label { margin-right: 1rem; }
            select, input, button { font: inherit; padding: .25rem .5rem; }
            button { border: 0; border-radius: .4rem; padding: .45rem 1.2rem; background: #14532d; color: #fff; }
            :focus-visible { outline: 3px solid #2563eb; outline-offset: 2px; }
            .box { border-left: .35rem solid #15803d; background: #15803d1a; padding: .6rem 1rem; margin: 1rem 0; }
            .box.bad { border-color: #b91c1c; background: #b91c1c1a; }
            code { font-size: .9em; }
            """;

    /** A product and what is left of it here. */
    record Shelf(Product product, int left) {}

    /** A product that is looked at, and what a node quotes for it, or why none did. */
    record Offer(String sku, String line, boolean failed) {}

    String html() {
        Html html = new Html();
        html.add("<!DOCTYPE html>")
                .add("<html lang=\"en\">")
                .add("<head><meta charset=\"utf-8\"><title>Tea shop on {}</title>", node)
                .add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .add("<style>" + STYLE + "</style></head>")
                .add("<body>")
                .add("<header><h1>Tea shop</h1>")
                .add(
                        "<p>This page is drawn by <strong>{}</strong>. Orders go through the cluster, which decides which",
                        node)
                .add(
                        "node takes them. So far this node took {} orders and saw {} views, from any page.</p>",
                        ordersRun,
                        views)
                .add("</header><main>");
        shown.ifPresent(outcome -> result(html, outcome));
        offer.ifPresent(o -> html.add(
                o.failed()
                        ? "<p class=\"box bad\" role=\"alert\">{}: {}</p>"
                        : "<p class=\"box\" role=\"status\">{}: {}</p>",
                o.sku(),
                o.line()));
        shelves(html);
        form(html);
        recent(html);
        html.add("</main></body></html>");
        return html.toString();
    }

    private static void result(Html html, Outcome outcome) {
        if (outcome instanceof Outcome.Taken taken) {
            Receipt receipt = taken.receipt();
            html.add("<section class=\"box\" role=\"status\" aria-label=\"Receipt\"><h2>Receipt</h2>")
                    .add(
                            "<p>{} × {} for {}, taken at {} by node <strong>{}</strong>.</p>",
                            receipt.quantity(),
                            receipt.product(),
                            money(receipt.total()),
                            time(receipt.takenAt()),
                            receipt.node())
                    .add(
                            "<p class=\"hint\">Order <code>{}</code>; {} left there.</p>",
                            receipt.orderId(),
                            receipt.left())
                    .add("</section>");
        } else if (outcome instanceof Outcome.Refused refused) {
            html.add(
                    "<section class=\"box bad\" role=\"alert\"><h2>The shop said no</h2><p>{}</p></section>",
                    refused.message());
        } else if (outcome instanceof Outcome.Failed failed) {
            html.add("<section class=\"box bad\" role=\"alert\"><h2>The order failed</h2><p>{}</p>", failed.message())
                    .add("<p>Progress: <strong>{}</strong>. {}</p></section>", failed.progress(), meaning(failed));
        }
    }

    private static String meaning(Outcome.Failed failed) {
        return switch (failed.progress()) {
            case NOT_SENT, NOT_STARTED -> "The order certainly did not run; you can place it again.";
            case UNKNOWN -> "The order may have run; ask before you place it again.";
            case COMPLETED -> "The order ran, but its result could not be delivered.";
        };
    }

    private void shelves(Html html) {
        html.add("<table><caption>Products, and what is left on this node</caption>")
                .add("<thead><tr><th scope=\"col\">Product</th><th scope=\"col\">Number</th>")
                .add(
                        "<th scope=\"col\" class=\"n\">Price</th><th scope=\"col\" class=\"n\">In stock</th></tr></thead><tbody>");
        for (Shelf shelf : shelves) {
            Product product = shelf.product();
            html.add(
                            "<tr><th scope=\"row\"><a href=\"?view={}\">{}</a>{}</th><td><code>{}</code></td>",
                            product.sku(),
                            product.name(),
                            product.remark().map(remark -> " (" + remark + ")").orElse(""),
                            product.sku())
                    .add("<td class=\"n\">{}</td><td class=\"n\">{}</td></tr>", money(product.price()), shelf.left());
        }
        html.add("</tbody></table>");
    }

    private void form(Html html) {
        html.add("<h2>Place an order</h2>")
                .add("<form method=\"post\" action=\"./\" accept-charset=\"utf-8\">")
                .add("<fieldset><legend>What</legend><label>Product <select name=\"sku\" required>");
        for (Shelf shelf : shelves) {
            html.add(
                    "<option value=\"{}\">{}</option>",
                    shelf.product().sku(),
                    shelf.product().name());
        }
        html.add("</select></label>")
                .add(
                        "<label>Quantity <input name=\"quantity\" type=\"number\" min=\"1\" max=\"1000\" value=\"1\" required></label>")
                .add("<label>Note <input name=\"note\" maxlength=\"200\" autocomplete=\"off\"></label></fieldset>")
                .add("<fieldset><legend>Delivery</legend>")
                .add("<label><input type=\"radio\" name=\"delivery\" value=\"STANDARD\" checked> Standard</label>")
                .add(
                        "<label><input type=\"radio\" name=\"delivery\" value=\"EXPRESS\"> Express (+ € 7.90)</label></fieldset>")
                .add("<fieldset><legend>Payment</legend>")
                .add("<label><input type=\"radio\" name=\"payment\" value=\"card\" checked> Card</label>")
                .add("<label><input type=\"radio\" name=\"payment\" value=\"invoice\"> Invoice, 14 days</label>")
                .add("<label><input type=\"radio\" name=\"payment\" value=\"voucher\"> Voucher</label></fieldset>")
                .add("<button type=\"submit\">Place order</button></form>");
    }

    private void recent(Html html) {
        html.add("<h2>Last orders placed on this page</h2>");
        if (recent.isEmpty()) {
            html.add("<p class=\"hint\">None yet.</p>");
            return;
        }
        html.add("<table><caption>Newest first, times in UTC</caption><thead><tr><th scope=\"col\">Time</th>")
                .add("<th scope=\"col\">Order</th><th scope=\"col\" class=\"n\">Quantity</th>")
                .add("<th scope=\"col\">Taken by</th></tr></thead><tbody>");
        for (Outcome outcome : recent) {
            Order order = outcome.order();
            html.add(
                    "<tr><td>{}</td><td><a href=\"?order={}\">{}</a></td><td class=\"n\">{}</td><td>{}</td></tr>",
                    time(order.placedAt()),
                    order.id(),
                    order.sku(),
                    order.quantity(),
                    takenBy(outcome));
        }
        html.add("</tbody></table>");
    }

    private static String takenBy(Outcome outcome) {
        if (outcome instanceof Outcome.Taken taken) {
            return taken.receipt().node();
        }
        return outcome instanceof Outcome.Failed failed ? "failed, " + failed.progress() : "refused";
    }

    private static String money(BigDecimal amount) {
        return "€ " + amount.toPlainString();
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
