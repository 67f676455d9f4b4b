package org.cdirpc.extension.node;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cdirpc.cluster.Endpoint;

/**
 * A host and a port as somebody wrote them; nothing is looked up. Written, an IPv6 address stands in brackets.
 *
 * @param host a name or an address, without brackets
 * @param port from 1 to 65535
 */
public record RpcConfigAddress(String host, int port) {

    private static final Pattern FORM =
            Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[\\p{Alnum}._-]+)(?::(\\d{1,5})(?:-(\\d{1,5}))?)?");

    /** {@code host:port}, as it is written. */
    @Override
    public String toString() {
        return Endpoint.text(host, port);
    }

    /** An address without the brackets that it may stand in. */
    static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Reads {@code host:port,...}. */
    static List<RpcConfigAddress> list(String text) {
        return parse(text, false);
    }

    /** Reads {@code host:first-last,...}; a host alone stands for the ports 5701 to 5710. */
    static List<RpcConfigAddress> ranges(String text) {
        return parse(text, true);
    }

    private static List<RpcConfigAddress> parse(String text, boolean ranges) {
        List<RpcConfigAddress> addresses = new ArrayList<>();
        for (String part : text.split(",")) {
            if (!part.isBlank()) {
                addresses.addAll(parseOne(part.strip(), ranges));
            }
        }
        return List.copyOf(addresses);
    }

    private static List<RpcConfigAddress> parseOne(String part, boolean ranges) {
        Matcher matcher = FORM.matcher(part);
        if (!matcher.matches() || (!ranges && (matcher.group(2) == null || matcher.group(3) != null))) {
            throw new IllegalArgumentException(part);
        }
        String host = withoutBrackets(matcher.group(1));
        int first = matcher.group(2) == null ? RpcConfigKeys.FIRST_CLUSTER_PORT : port(matcher.group(2));
        int last = matcher.group(2) == null
                ? RpcConfigKeys.LAST_CLUSTER_PORT
                : matcher.group(3) == null ? first : port(matcher.group(3));
        if (last < first || last - first > 1000) {
            throw new IllegalArgumentException(part);
        }
        return IntStream.rangeClosed(first, last)
                .mapToObj(port -> new RpcConfigAddress(host, port))
                .toList();
    }

    private static int port(String digits) {
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(digits);
        }
        return port;
    }
}
