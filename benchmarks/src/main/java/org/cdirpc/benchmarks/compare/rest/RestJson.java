package org.cdirpc.benchmarks.compare.rest;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.cdirpc.benchmarks.compare.Client;
import org.cdirpc.benchmarks.compare.Contender;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service of resources in JSON over HTTP/1.1 with connections that stay open, by libraries that a Java application is
 * likely to use for it: Undertow and Jackson on the server, the JDK's HTTP client and Jackson on the other side. Nothing
 * of a framework (Jakarta REST, Spring) is in the way, which would add its own cost to each call.
 *
 * <ul>
 *   <li>Server: Undertow's defaults for threads and buffers. Handlers run on worker threads, as those of servlets and
 *       Jakarta REST do, for resources may block.
 *       Idle connections are not closed: the default of 60 s, shorter than the client keeps them for, makes requests fail
 *       that are sent at that moment.
 *   <li>Client: one {@code HttpClient} with its default executor and its default pool of connections, which grows with the
 *       number of calls in flight, as HTTP/1.1 needs one connection for each; HTTP/1.1 is asked for, so that no call
 *       offers an upgrade. Asynchronous calls are {@code sendAsync}.
 *   <li>JSON: records, by an unchanged {@code JsonMapper} on both sides. A ping is a record of one text. A blob is
 *       {@code application/octet-stream}, as no one would put 64 KiB of bytes into JSON.
 * </ul>
 */
public final class RestJson implements Contender {

    private static final int NEVER = -1;

    /** For the service loader. */
    public RestJson() {}

    @Override
    public String name() {
        return "rest-json";
    }

    @Override
    public Server serve() {
        JsonMapper json = new JsonMapper();
        RoutingHandler routes = new RoutingHandler();
        routes.post("/pings", new BlockingHandler(exchange -> {
            Ping ping = json.readValue(exchange.getInputStream(), Ping.class);
            answer(exchange, "application/json", json.writeValueAsBytes(ping));
        }));
        routes.post("/orders", new BlockingHandler(exchange -> {
            Order order = json.readValue(exchange.getInputStream(), Order.class);
            answer(exchange, "application/json", json.writeValueAsBytes(Receipt.of(order)));
        }));
        routes.post(
                "/blobs",
                new BlockingHandler(exchange -> answer(
                        exchange,
                        "application/octet-stream",
                        exchange.getInputStream().readAllBytes())));

        Undertow undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, NEVER)
                .setHandler(routes)
                .build();
        undertow.start();
        InetSocketAddress address =
                (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
        return new UndertowServer(address.getPort(), undertow);
    }

    @Override
    public Client connect(int port) {
        return new RestClient(port);
    }

    private static void answer(HttpServerExchange exchange, String type, byte[] body) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
        exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }

    private record UndertowServer(int port, Undertow undertow) implements Server {

        @Override
        public void close() {
            undertow.stop();
        }
    }
}
