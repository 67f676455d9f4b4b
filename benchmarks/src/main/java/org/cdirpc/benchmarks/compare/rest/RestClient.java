package org.cdirpc.benchmarks.compare.rest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.cdirpc.benchmarks.compare.Client;
import tools.jackson.databind.json.JsonMapper;

/** The workload through the JDK's HTTP client. */
final class RestClient implements Client {

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI pings;
    private final URI orders;
    private final URI blobs;

    RestClient(int port) {
        URI base = URI.create("http://127.0.0.1:" + port);
        pings = base.resolve("/pings");
        orders = base.resolve("/orders");
        blobs = base.resolve("/blobs");
    }

    @Override
    public String ping(String text) throws IOException, InterruptedException {
        return pong(send(pingRequest(text)));
    }

    @Override
    public long place(long number) throws IOException, InterruptedException {
        return total(send(orderRequest(number)));
    }

    @Override
    public byte[] blob(byte[] bytes) throws IOException, InterruptedException {
        return send(post(blobs, "application/octet-stream", bytes));
    }

    @Override
    public boolean asynchronous() {
        return true;
    }

    @Override
    public CompletionStage<String> pingAsync(String text) {
        return sendAsync(pingRequest(text)).thenApply(this::pong);
    }

    @Override
    public CompletionStage<Long> placeAsync(long number) {
        return sendAsync(orderRequest(number)).thenApply(this::total);
    }

    /** Since JDK 21 clients can be closed; an older one ends when nothing refers to it any more. */
    @Override
    public void close() throws Exception {
        Object closed = http;
        if (closed instanceof AutoCloseable client) {
            client.close();
        }
    }

    private HttpRequest pingRequest(String text) {
        return post(pings, "application/json", json.writeValueAsBytes(new Ping(text)));
    }

    private HttpRequest orderRequest(long number) {
        return post(orders, "application/json", json.writeValueAsBytes(Order.of(number)));
    }

    private static HttpRequest post(URI resource, String type, byte[] body) {
        return HttpRequest.newBuilder(resource)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private byte[] send(HttpRequest request) throws IOException, InterruptedException {
        return checked(http.send(request, BodyHandlers.ofByteArray()));
    }

    private CompletionStage<byte[]> sendAsync(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(RestClient::checked);
    }

    private static byte[] checked(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response + ": (expected: 200)");
        }
        return response.body();
    }

    private String pong(byte[] body) {
        return json.readValue(body, Ping.class).text();
    }

    private long total(byte[] body) {
        return json.readValue(body, Receipt.class).totalCents();
    }
}
