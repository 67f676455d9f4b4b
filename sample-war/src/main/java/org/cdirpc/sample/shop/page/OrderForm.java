package org.cdirpc.sample.shop.page;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.Optional;
import org.cdirpc.sample.shop.Delivery;
import org.cdirpc.sample.shop.Payment;
import org.cdirpc.sample.shop.node.OrderDesk;
import org.cdirpc.sample.shop.node.OrderDesk.Outcome;

/** What the order form sent, checked. */
record OrderForm(String sku, int quantity, Delivery delivery, Payment payment, Optional<String> note) {

    /**
     * Reads the form; what is left out has a default.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static OrderForm read(HttpServletRequest request) {
        String sku = parameter(request, "sku", "").strip();
        if (sku.isEmpty()) {
            throw new IllegalArgumentException("sku: missing (expected: a product's number)");
        }
        Optional<String> note =
                Optional.of(parameter(request, "note", "").strip()).filter(text -> !text.isEmpty());
        return new OrderForm(
                sku,
                quantity(parameter(request, "quantity", "1")),
                delivery(parameter(request, "delivery", Delivery.STANDARD.name())),
                payment(parameter(request, "payment", "card")),
                note);
    }

    Outcome place(OrderDesk desk) {
        return desk.place(sku, quantity, delivery, payment, note);
    }

    private static int quantity(String text) {
        try {
            int quantity = Integer.parseInt(text.strip());
            if (quantity >= 1 && quantity <= 1000) {
                return quantity;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new IllegalArgumentException("quantity: " + text + " (expected: a number from 1 to 1000)");
    }

    private static Delivery delivery(String text) {
        try {
            return Delivery.valueOf(text);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("delivery: " + text + " (expected: STANDARD or EXPRESS)", unknown);
        }
    }

    private static Payment payment(String text) {
        return switch (text) {
            case "card" -> new Payment.Card("tok-4711", "4242");
            case "invoice" -> new Payment.Invoice("guest", 14);
            case "voucher" -> new Payment.Voucher("TEA-2026", new BigDecimal("25.00"));
            default -> throw new IllegalArgumentException("payment: " + text + " (expected: card, invoice or voucher)");
        };
    }

    private static String parameter(HttpServletRequest request, String name, String ifAbsent) {
        String value = request.getParameter(name);
        return value == null ? ifAbsent : value;
    }
}
