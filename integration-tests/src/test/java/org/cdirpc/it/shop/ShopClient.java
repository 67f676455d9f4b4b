package org.cdirpc.it.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cdirpc.it.server.Http;

/** What a customer and an auditor of one shop can do over HTTP. */
record ShopClient(String node, URI base) {

    private static final Pattern RUN = Pattern.compile("order=(\\S+) runs=(\\d+)");

    /** An order that was taken: by whom, and its id. */
    record Taken(String node, String order) {}

    /** Places an order through the text end point, whatever comes of it. */
    HttpResponse<String> tryPlace(String sku, int quantity) throws IOException {
        return Http.post(base.resolve("place"), "sku=" + sku + "&quantity=" + quantity);
    }

    /** Places an order that must be taken. */
    Taken place(String sku) throws IOException {
        HttpResponse<String> answer = tryPlace(sku, 1);
        if (answer.statusCode() != 200) {
            throw new AssertionError("order on " + node + ": status " + answer.statusCode() + ", " + answer.body());
        }
        return new Taken(line(answer.body(), "node"), line(answer.body(), "order"));
    }

    /** Places orders at the same time, all of which must be taken. */
    List<Taken> placeAtOnce(String sku, int orders) throws Exception {
        Callable<Taken> customer = () -> place(sku);
        ExecutorService customers = Executors.newFixedThreadPool(orders);
        try {
            List<Taken> taken = new ArrayList<>();
            for (Future<Taken> order : customers.invokeAll(Collections.nCopies(orders, customer))) {
                taken.add(order.get());
            }
            return taken;
        } finally {
            customers.shutdownNow();
        }
    }

    /** The orders that ran there, and how often each. */
    Map<String, Integer> ledger() throws IOException {
        Map<String, Integer> runs = new TreeMap<>();
        Matcher matcher = RUN.matcher(Http.get(base.resolve("ledger")).body());
        while (matcher.find()) {
            runs.put(matcher.group(1), Integer.parseInt(matcher.group(2)));
        }
        return runs;
    }

    private static String line(String text, String key) {
        return text.lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + key + "= in: " + text));
    }
}
