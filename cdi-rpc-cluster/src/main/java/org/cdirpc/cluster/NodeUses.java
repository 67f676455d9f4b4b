package org.cdirpc.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.cdirpc.cluster.ClusterMessages.MESSAGES;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.spi.Version;
import org.cdirpc.spi.VersionRange;

/**
 * What one start of a node calls.
 *
 * <p>As bytes it is a text as an {@link InstanceRecord} is: UTF-8, lines of {@code key=value}, the first {@code format=1},
 * the fields of a use separated by tabs. What a newer release adds, keys or fields at the end of a use, is skipped whatever
 * the format number says.
 *
 * @param node the node's stable name; 1 to 256 characters
 * @param instanceId random per start; 1 to 128 characters
 * @param epoch grows with every start of the node
 * @param uses what it calls; at most {@link #MAX_USES}; one service may be there several times
 * @throws IllegalArgumentException if a member is out of its range
 */
public record NodeUses(String node, String instanceId, long epoch, List<Use> uses) {

    /** The most services that one node may call. */
    public static final int MAX_USES = 10_000;

    /** The most bytes that an entry may have, 256 KiB. */
    public static final int MAX_BYTES = 256 * 1024;

    public NodeUses {
        Text.line("node name", node, 1, 256);
        Text.line("instance id", instanceId, 1, 128);
        uses = List.copyOf(uses);
        Text.within("number of used services", uses.size(), 0, MAX_USES);
    }

    /**
     * The entry as bytes.
     *
     * @throws IllegalArgumentException if it has more than {@link #MAX_BYTES}
     */
    public byte[] encode() {
        StringBuilder text = new StringBuilder("format=1\nnode=").append(node);
        text.append("\ninstance=").append(instanceId).append("\nepoch=").append(epoch);
        for (Use use : uses) {
            text.append("\nuse=")
                    .append(use.key().name())
                    .append('\t')
                    .append(use.key().group());
            text.append('\t').append(use.range()).append('\t').append(use.version());
            text.append('\t').append(use.hash());
        }
        byte[] bytes = text.append('\n').toString().getBytes(UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw MESSAGES.usesTooLarge(bytes.length, MAX_BYTES);
        }
        return bytes;
    }

    /**
     * Reads an entry that anyone in the cluster may have written.
     *
     * @throws MalformedRecordException if it is too large, is not such a text, or holds a value out of its range; nothing
     *     else is thrown, whatever the bytes
     */
    public static NodeUses decode(byte[] bytes) throws MalformedRecordException {
        if (bytes.length > MAX_BYTES) {
            throw new MalformedRecordException(bytes.length + " bytes (expected: at most " + MAX_BYTES + ")");
        }
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (!text.startsWith("format=")) {
                throw new MalformedRecordException(
                        "'" + Text.excerpt(text) + "' (expected: a text that starts with format=)");
            }
            Map<String, String> values = new HashMap<>();
            List<Use> uses = new ArrayList<>();
            for (String line : text.split("\n", -1)) {
                readLine(line, values, uses);
            }
            return new NodeUses(value(values, "node"), value(values, "instance"), epoch(values), uses);
        } catch (CharacterCodingException e) {
            throw new MalformedRecordException("it is not UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void readLine(String line, Map<String, String> values, List<Use> uses)
            throws MalformedRecordException {
        int equals = line.indexOf('=');
        if (equals < 1) {
            return; // The end, or a kind of line that a newer release added.
        }
        String key = line.substring(0, equals);
        String value = line.substring(equals + 1);
        if (!key.equals("use")) {
            if (values.put(key, value) != null) {
                throw new MalformedRecordException("'" + Text.excerpt(key) + "' is there twice");
            }
            return;
        }
        if (uses.size() == MAX_USES) {
            throw new MalformedRecordException("it uses more than " + MAX_USES + " services");
        }
        String[] fields = value.split("\t", -1);
        if (fields.length < 5) {
            throw new MalformedRecordException(
                    "use: '" + Text.excerpt(value) + "' (expected: name, group, range, version, hash)");
        }
        uses.add(new Use(
                new ServiceKey(fields[0], fields[1]),
                VersionRange.parse(fields[2]),
                Version.parse(fields[3]),
                fields[4]));
    }

    private static String value(Map<String, String> values, String key) throws MalformedRecordException {
        String value = values.get(key);
        if (value == null) {
            throw new MalformedRecordException("'" + key + "' is missing");
        }
        return value;
    }

    private static long epoch(Map<String, String> values) throws MalformedRecordException {
        String value = value(values, "epoch");
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new MalformedRecordException("epoch: '" + Text.excerpt(value) + "' (expected: a whole number)", e);
        }
    }
}
