package org.cdirpc.cluster;

import static org.cdirpc.cluster.ClusterMessages.MESSAGES;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What an operator said. As bytes it is UTF-8 text in lines of {@code key=value}, as a registry entry is, and what a newer
 * release adds is skipped.
 *
 * @param weight the share of calls relative to others, 1 to 1000; 0 where it is not a weight that is overridden
 * @param reason why, for people; at most {@link #MOST_REASON} characters, and may be empty
 * @param by the node through which it was said; at most 256 characters
 * @param sinceMillis when, as of 1970 by that node's clock; for people, nothing is judged by it
 * @throws IllegalArgumentException if a member is out of its range
 */
public record OverrideValue(int weight, String reason, String by, long sinceMillis) {

    /** The most characters of a reason. */
    public static final int MOST_REASON = 200;

    private static final int MOST_BYTES = 4096;

    public OverrideValue {
        Text.within("weight", weight, 0, 1000);
        Text.line("reason", reason, 0, MOST_REASON);
        Text.line("node name", by, 0, 256);
    }

    /** The value as bytes. */
    public byte[] encode() {
        String text =
                "format=1\nweight=" + weight + "\nreason=" + reason + "\nby=" + by + "\nsince=" + sinceMillis + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a value that anyone in the cluster may have written.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static OverrideValue decode(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw MESSAGES.overrideValue(bytes.length + " bytes");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw MESSAGES.overrideValue("no UTF-8");
        }
        if (!text.startsWith("format=")) {
            throw MESSAGES.overrideValue(Text.excerpt(text));
        }
        Map<String, String> values = new HashMap<>();
        for (String line : text.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return new OverrideValue(
                Integer.parseInt(values.getOrDefault("weight", "0")),
                values.getOrDefault("reason", ""),
                values.getOrDefault("by", ""),
                Long.parseLong(values.getOrDefault("since", "0")));
    }
}
