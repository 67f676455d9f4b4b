package org.cdirpc.transport.undertow;

import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.Locale;
import org.cdirpc.transport.channel.AcceptedChannels;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.channel.PeerInfo;
import org.cdirpc.transport.frame.Wire;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;

/** The handshake: makes a channel of the right upgrade and refuses everything else. Called by I/O threads. */
final class UpgradeHandler implements HttpHandler {

    private static final HttpString NODE = new HttpString(Wire.NODE_HEADER);
    private static final HttpString INSTANCE = new HttpString(Wire.INSTANCE_HEADER);
    private static final HttpString EXPECT_INSTANCE = new HttpString(Wire.EXPECT_INSTANCE_HEADER);
    private static final HttpString CAPABILITIES = new HttpString(Wire.CAPABILITIES_HEADER);
    private static final int UPGRADE_REQUIRED = 426;
    private static final int MISDIRECTED = 421;

    private final AcceptedChannels channels;

    UpgradeHandler(AcceptedChannels channels) {
        this.channels = channels;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        String node = single(headers, NODE);
        String instance = single(headers, INSTANCE);
        if (!isUpgrade(exchange, headers)) {
            exchange.getResponseHeaders().put(Headers.UPGRADE, Wire.PROTOCOL);
            refuse(
                    exchange,
                    UPGRADE_REQUIRED,
                    "this is a cdi-rpc port (expected: GET " + Wire.PATH + " with Upgrade: " + Wire.PROTOCOL
                            + " and Connection: Upgrade)");
        } else if (hasBytesBehind(exchange)) {
            refuse(exchange, 400, "bytes before the 101 (expected: none)");
        } else if (node == null || instance == null || !NodeIdentity.valid(node) || !NodeIdentity.valid(instance)) {
            refuse(
                    exchange,
                    400,
                    Wire.NODE_HEADER + " and " + Wire.INSTANCE_HEADER + " (expected: each once, with 1 to "
                            + NodeIdentity.MAX_LENGTH + " visible ASCII characters)");
        } else if (!capabilitiesValid(headers)) {
            refuse(exchange, 400, Wire.CAPABILITIES_HEADER + " (expected: 1 to 16 hexadecimal digits)");
        } else if (!expectsThis(headers)) {
            refuse(
                    exchange,
                    MISDIRECTED,
                    "instance: " + channels.self().instance() + " (expected: another; this node"
                            + " was restarted, or took the port of another)");
        } else if (channels.draining()) {
            refuse(exchange, 503, channels.self().node() + " is draining");
        } else {
            accept(exchange, headers, node, instance);
        }
    }

    private void accept(HttpServerExchange exchange, HeaderMap headers, String node, String instance) {
        HeaderMap answer = exchange.getResponseHeaders();
        answer.put(NODE, channels.self().node());
        answer.put(INSTANCE, channels.self().instance());
        answer.put(CAPABILITIES, Long.toHexString(Wire.CAPABILITIES));
        ServerConnection connection = exchange.getConnection();
        PeerInfo peer = new PeerInfo(node, instance, remote(exchange), capabilities(headers));
        exchange.upgradeChannel(Wire.PROTOCOL, (stream, upgraded) -> begin(stream, connection, peer));
        exchange.endExchange();
    }

    /** May be called on a worker thread: hops to the channel's own. */
    private void begin(StreamConnection stream, ServerConnection connection, PeerInfo peer) {
        stream.getIoThread().execute(() -> {
            UndertowLink link = new UndertowLink(stream, peer.address());
            connection.addCloseListener(closed -> link.close());
            link.begin(channels.accept(link, peer));
        });
    }

    private static boolean isUpgrade(HttpServerExchange exchange, HeaderMap headers) {
        String connection = single(headers, Headers.CONNECTION);
        return exchange.getRequestMethod().equals(Methods.GET)
                && exchange.isHttp11()
                && exchange.getRequestPath().equals(Wire.PATH)
                && exchange.getQueryString().isEmpty()
                && Wire.PROTOCOL.equals(single(headers, Headers.UPGRADE))
                && connection != null
                && connection.toLowerCase(Locale.ROOT).contains("upgrade");
    }

    private static boolean hasBytesBehind(HttpServerExchange exchange) {
        return !exchange.isRequestComplete()
                || exchange.getRequestHeaders().contains(Headers.TRANSFER_ENCODING)
                || (exchange.getConnection() instanceof AbstractServerConnection connection
                        && connection.getExtraBytes() != null);
    }

    private static boolean capabilitiesValid(HeaderMap headers) {
        if (!headers.contains(CAPABILITIES)) {
            return true;
        }
        String bits = single(headers, CAPABILITIES);
        return bits != null && bits.matches("[0-9a-fA-F]{1,16}");
    }

    private static long capabilities(HeaderMap headers) {
        String bits = single(headers, CAPABILITIES);
        return bits == null ? 0 : Long.parseUnsignedLong(bits, 16);
    }

    private boolean expectsThis(HeaderMap headers) {
        return !headers.contains(EXPECT_INSTANCE)
                || channels.self().instance().equals(single(headers, EXPECT_INSTANCE));
    }

    private static @Nullable String single(HeaderMap headers, HttpString name) {
        HeaderValues values = headers.get(name);
        return values == null || values.size() != 1 ? null : values.getFirst();
    }

    private static String remote(HttpServerExchange exchange) {
        java.net.InetSocketAddress source = exchange.getSourceAddress();
        return source == null ? "unknown" : source.getHostString() + ":" + source.getPort();
    }

    private static void refuse(HttpServerExchange exchange, int status, String why) {
        UndertowLog.LOG.refused(remote(exchange), status, why);
        exchange.setStatusCode(status);
        exchange.setPersistent(false);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        exchange.getResponseSender().send(why + "\n");
    }
}
