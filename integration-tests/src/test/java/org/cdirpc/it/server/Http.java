package org.cdirpc.it.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Requests of a test, each with a time limit. */
public final class Http {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private Http() {}

    /** Gets a page. */
    public static HttpResponse<String> get(URI page) throws IOException {
        return send(HttpRequest.newBuilder(page));
    }

    /** Posts a form, such as {@code a=1&b=2}. */
    public static HttpResponse<String> post(URI page, String form) throws IOException {
        return send(HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /** The status with which a page answers; 0 if nobody answers. */
    public static int statusOrZero(URI page) {
        try {
            return get(page).statusCode();
        } catch (IOException nobody) {
            return 0;
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return CLIENT.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
