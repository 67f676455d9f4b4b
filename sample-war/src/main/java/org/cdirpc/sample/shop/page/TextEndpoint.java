package org.cdirpc.sample.shop.page;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.cdirpc.sample.shop.node.Ledger;
import org.cdirpc.sample.shop.node.OrderDesk;
import org.cdirpc.sample.shop.node.OrderDesk.Outcome;
import org.cdirpc.sample.shop.node.ShopNode;

/**
 * The shop in plain text, for scripts and tests: {@code POST /place?sku=..&quantity=..} places an order and answers in
 * lines {@code node=}, {@code order=}, {@code left=}; {@code GET /ledger} lists the orders that this node ran, and how often.
 *
 * <p>Status 200 is a receipt, 400 a wrong parameter, 409 a refusal of the shop, 503 a call that failed.
 */
@WebServlet(urlPatterns = {"/place", "/ledger"})
public class TextEndpoint extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient OrderDesk desk;

    @Inject
    transient Ledger ledger;

    @Inject
    transient ShopNode node;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getServletPath().equals("/ledger")) {
            answer(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "POST only\n");
            return;
        }
        String runs = ledger.runs().entrySet().stream()
                .map(run -> "order=" + run.getKey() + " runs=" + run.getValue() + "\n")
                .collect(Collectors.joining());
        answer(response, HttpServletResponse.SC_OK, "node=" + node.name() + "\n" + runs);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getServletPath().equals("/place")) {
            answer(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "GET only\n");
            return;
        }
        OrderForm form;
        try {
            form = OrderForm.read(request);
        } catch (IllegalArgumentException wrong) {
            answer(response, HttpServletResponse.SC_BAD_REQUEST, wrong.getMessage() + "\n");
            return;
        }
        Outcome outcome = form.place(desk);
        if (outcome instanceof Outcome.Taken taken) {
            answer(response, HttpServletResponse.SC_OK, lines(taken));
        } else if (outcome instanceof Outcome.Refused refused) {
            answer(response, HttpServletResponse.SC_CONFLICT, refused.message() + "\n");
        } else if (outcome instanceof Outcome.Failed failed) {
            String text = failed.message() + "\nprogress=" + failed.progress() + "\n";
            answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, text);
        }
    }

    private static String lines(Outcome.Taken taken) {
        return "node=" + taken.receipt().node() + "\norder=" + taken.receipt().orderId() + "\nleft="
                + taken.receipt().left() + "\n";
    }

    private static void answer(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
