package org.cdirpc.sample.shop.page;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cdirpc.RpcClient;
import org.cdirpc.RpcException;
import org.cdirpc.sample.shop.Catalogue;
import org.cdirpc.sample.shop.Delivery;
import org.cdirpc.sample.shop.Orders;
import org.cdirpc.sample.shop.Quote;
import org.cdirpc.sample.shop.Stock;
import org.cdirpc.sample.shop.UnknownProductException;
import org.cdirpc.sample.shop.node.Ledger;
import org.cdirpc.sample.shop.node.OrderDesk;
import org.cdirpc.sample.shop.node.ShopNode;

/** The page at the application's root: products, the order form, the last receipt and the last orders. */
@WebServlet(urlPatterns = "")
public class ShopPage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Catalogue catalogue;

    @Inject
    transient Stock stock;

    @Inject
    @RpcClient
    transient Orders orders;

    @Inject
    transient OrderDesk desk;

    @Inject
    transient Ledger ledger;

    @Inject
    transient ShopNode node;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Page.Offer> offer =
                Optional.ofNullable(request.getParameter("view")).map(this::view);
        Page page = new Page(
                node.name(),
                ledger.orders(),
                ledger.views(),
                catalogue.products().stream()
                        .map(product -> new Page.Shelf(product, stock.available(product.sku())))
                        .toList(),
                Optional.ofNullable(request.getParameter("order")).flatMap(desk::find),
                offer,
                desk.recent());
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'");
        response.getOutputStream().write(page.html().getBytes(StandardCharsets.UTF_8));
    }

    /** Places the order and sends the browser to its result, so that a reload does not order again. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        OrderForm form;
        try {
            form = OrderForm.read(request);
        } catch (IllegalArgumentException wrong) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            response.setContentType("text/plain;charset=UTF-8");
            response.getOutputStream().write(String.valueOf(wrong.getMessage()).getBytes(StandardCharsets.UTF_8));
            return;
        }
        String id = form.place(desk).order().id();
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getContextPath() + "/?order=" + id);
    }

    /** Tells some node that the product was looked at, without waiting, and asks some node for a quote. */
    private Page.Offer view(String sku) {
        try {
            orders.viewed(sku);
            Quote quote =
                    orders.quote(sku, 1, Delivery.EXPRESS).toCompletableFuture().get(5, TimeUnit.SECONDS);
            String line = "€ " + quote.total() + " for one, tomorrow at your door; holds until " + quote.validUntil()
                    + ", says node " + quote.node();
            return new Page.Offer(sku, line, false);
        } catch (RpcException failed) {
            return new Page.Offer(sku, failed.getMessage() + " (progress: " + failed.progress() + ")", true);
        } catch (UnknownProductException | ExecutionException failed) {
            Throwable why = failed.getCause() == null ? failed : failed.getCause();
            return new Page.Offer(sku, String.valueOf(why.getMessage()), true);
        } catch (TimeoutException late) {
            return new Page.Offer(sku, "no quote within 5 s", true);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Page.Offer(sku, "interrupted", true);
        }
    }
}
