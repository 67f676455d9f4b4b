package org.cdirpc.sample.se;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.cdirpc.sample.shop.Delivery;
import org.cdirpc.sample.shop.Payment;
import org.cdirpc.sample.shop.node.Ledger;
import org.cdirpc.sample.shop.node.OrderDesk;
import org.cdirpc.sample.shop.node.OrderDesk.Outcome;
import org.cdirpc.sample.shop.node.ShopNode;

/**
 * The shop under Weld SE, until its input ends or it is told to terminate; either way the container shuts down in
 * order, so that the calls it has are finished first.
 *
 * <p>It prints {@code ready node=...} and then obeys lines of its input: {@code place <sku> <quantity>} and {@code ledger}.
 * With the argument {@code --serve} it does not read input, for use in the background.
 */
public final class ShopMain {

    private ShopMain() {}

    /** Starts the shop; see the class. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        // Weld has a hook of its own, which would race with ours.
        SeContainer container = SeContainerInitializer.newInstance()
                .addProperty("org.jboss.weld.se.shutdownHook", false)
                .initialize();
        CountDownLatch stopping = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stopping.countDown();
                            container.close();
                        },
                        "shop-shutdown"));
        PrintStream out = System.out;
        out.println("ready node=" + container.select(ShopNode.class).get().name());
        if (arguments.length > 0 && arguments[0].equals("--serve")) {
            stopping.await();
        } else {
            obey(container, out);
            // Ends the process through the hook, whatever threads of others are still there.
            Runtime.getRuntime().exit(0);
        }
    }

    private static void obey(SeContainer container, PrintStream out) throws IOException {
        OrderDesk desk = container.select(OrderDesk.class).get();
        Ledger ledger = container.select(Ledger.class).get();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.strip().split(" +");
            if (words.length == 3 && words[0].equals("place") && words[2].matches("[1-9]\\d{0,2}")) {
                Payment payment = new Payment.Invoice("shop-main", 14);
                int quantity = Integer.parseInt(words[2]);
                out.println(say(desk.place(words[1], quantity, Delivery.STANDARD, payment, Optional.empty())));
            } else if (words[0].equals("ledger")) {
                ledger.runs().forEach((order, runs) -> out.println("order=" + order + " runs=" + runs));
                out.println("orders=" + ledger.orders());
            } else {
                out.println("not understood: " + line + " (expected: place <sku> <quantity from 1 to 999>, or ledger)");
            }
        }
    }

    private static String say(Outcome outcome) {
        if (outcome instanceof Outcome.Taken taken) {
            return "node=" + taken.receipt().node() + " order="
                    + taken.receipt().orderId();
        }
        if (outcome instanceof Outcome.Failed failed) {
            return "failed progress=" + failed.progress() + " order="
                    + failed.order().id() + ": " + failed.message();
        }
        return "refused order=" + outcome.order().id()
                + (outcome instanceof Outcome.Refused refused ? ": " + refused.message() : "");
    }
}
