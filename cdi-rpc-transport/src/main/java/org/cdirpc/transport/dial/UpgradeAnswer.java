package org.cdirpc.transport.dial;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.cdirpc.transport.channel.DialRequest;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.frame.Wire;
import org.jspecify.annotations.Nullable;

/** The HTTP answer to an upgrade: who answered, or why that is not what was dialled. */
record UpgradeAnswer(@Nullable NodeIdentity remote, long capabilities, String refusal) {

    /** The longest head that is read, in bytes. */
    static final int MOST_BYTES = 8 << 10;

    /** What is sent. */
    static byte[] request(DialRequest request) {
        String host = request.host().indexOf(':') >= 0 ? "[" + request.host() + "]" : request.host();
        StringBuilder head = new StringBuilder()
                .append("GET " + Wire.PATH + " HTTP/1.1\r\nHost: ")
                .append(host)
                .append(':')
                .append(request.port())
                .append("\r\nConnection: Upgrade\r\nUpgrade: " + Wire.PROTOCOL + "\r\n" + Wire.NODE_HEADER + ": ")
                .append(request.self().node())
                .append("\r\n" + Wire.INSTANCE_HEADER + ": ")
                .append(request.self().instance())
                .append("\r\n" + Wire.CAPABILITIES_HEADER + ": " + Long.toHexString(Wire.CAPABILITIES) + "\r\n");
        if (request.expectedInstance() != null) {
            head.append(Wire.EXPECT_INSTANCE_HEADER + ": ")
                    .append(request.expectedInstance())
                    .append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The number of bytes up to the end of the head's empty line, or -1 while it is not there. */
    static int headEnd(byte[] bytes, int count) {
        for (int i = 3; i < count; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    /** Judges an answer by its head; what follows a refusal's head is quoted. */
    static UpgradeAnswer read(byte[] bytes, int headEnd, int count, @Nullable String expectedInstance) {
        String[] lines = new String(bytes, 0, headEnd, StandardCharsets.ISO_8859_1).split("\r\n");
        if (!lines[0].startsWith("HTTP/1.1 101")) {
            String body = new String(bytes, headEnd, Math.min(count - headEnd, 500), StandardCharsets.UTF_8);
            return refused(printable(lines[0] + (body.isBlank() ? "" : ": " + body.strip())) + " (expected: 101)");
        }
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
        }
        String upgrade = header(headers, "Upgrade");
        String node = header(headers, Wire.NODE_HEADER);
        String instance = header(headers, Wire.INSTANCE_HEADER);
        if (!upgrade.equals(Wire.PROTOCOL)) {
            return refused("Upgrade: '" + printable(upgrade) + "' (expected: " + Wire.PROTOCOL + ")");
        }
        if (!NodeIdentity.valid(node) || !NodeIdentity.valid(instance)) {
            return refused(Wire.NODE_HEADER + " '" + printable(node) + "', " + Wire.INSTANCE_HEADER + " '"
                    + printable(instance) + "' (expected: 1 to " + NodeIdentity.MAX_LENGTH
                    + " visible ASCII characters each)");
        }
        if (expectedInstance != null && !expectedInstance.equals(instance)) {
            return refused("instance: " + instance + " (expected: " + expectedInstance + "; was it restarted?)");
        }
        String capabilities = header(headers, Wire.CAPABILITIES_HEADER);
        if (!capabilities.matches("[0-9a-fA-F]{0,16}")) {
            return refused(Wire.CAPABILITIES_HEADER + ": '" + printable(capabilities)
                    + "' (expected: 1 to 16 hexadecimal digits)");
        }
        long bits = capabilities.isEmpty() ? 0 : Long.parseUnsignedLong(capabilities, 16);
        return new UpgradeAnswer(new NodeIdentity(node, instance), bits, "");
    }

    static UpgradeAnswer refused(String why) {
        return new UpgradeAnswer(null, 0, why);
    }

    private static String header(Map<String, String> headers, String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** Never a line of a stranger's making in our log. */
    private static String printable(String text) {
        String safe = text.replaceAll("[^ -~]+", " ");
        return safe.length() > 600 ? safe.substring(0, 600) + "..." : safe;
    }
}
