package org.cdirpc.cluster;

import static org.cdirpc.cluster.ClusterMessages.MESSAGES;

import java.util.ArrayList;
import java.util.List;

/**
 * Where something listens.
 *
 * @param host a name or an IP literal, without brackets; 1 to 120 characters
 * @param port 1 to 65535
 * @throws IllegalArgumentException if a member is out of its range
 */
public record Endpoint(String host, int port) {

    private static final int MAX_HOST = 120;

    public Endpoint {
        if (host.isBlank() || host.length() > MAX_HOST || host.matches(".*[\\s/@\\[\\]\\p{Cntrl}].*")) {
            throw MESSAGES.endpoint(Text.excerpt(host + ":" + port));
        }
        if (port < 1 || port > 65_535) {
            throw MESSAGES.endpoint(host + ":" + port);
        }
    }

    /**
     * Reads {@code host:port}, an IPv6 literal in brackets.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Endpoint parse(String text) {
        String trimmed = text.trim();
        int colon = trimmed.lastIndexOf(':');
        String port = trimmed.substring(colon + 1);
        if (colon < 1 || !port.matches("\\d{1,5}")) {
            throw MESSAGES.endpoint(Text.excerpt(text));
        }
        String host = trimmed.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed != host.contains(":")) {
            throw MESSAGES.endpoint(Text.excerpt(text));
        }
        return new Endpoint(bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
    }

    /**
     * Reads {@code host:port,host:port}; blanks around an entry do not count.
     *
     * @throws IllegalArgumentException if there is none, one has another form, or one is there twice
     */
    public static List<Endpoint> parseList(String text) {
        if (text.isBlank()) {
            throw MESSAGES.noEndpoints(text);
        }
        List<Endpoint> endpoints = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Endpoint endpoint = parse(part);
            if (endpoints.contains(endpoint)) {
                throw MESSAGES.endpointTwice(endpoint.toString());
            }
            endpoints.add(endpoint);
        }
        return List.copyOf(endpoints);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return text(host, port);
    }

    /** {@code host:port} as {@link #parse} reads it, of any; an IPv6 literal in brackets. */
    public static String text(String host, int port) {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
