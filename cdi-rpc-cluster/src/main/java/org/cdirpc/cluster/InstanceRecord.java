package org.cdirpc.cluster;

import static org.cdirpc.cluster.ClusterMessages.MESSAGES;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.spi.Version;

/**
 * A registry entry: an instance, its beat, and the grid member that wrote it.
 *
 * <p>As bytes it is UTF-8 text that any release can read: lines of {@code key=value}, the first {@code format=1}. A
 * newer release may add keys and tab-separated fields at the end of an offer; it never gives an existing one another
 * meaning, so that readers skip what they do not know whatever the format number says. No value holds a control
 * character ({@link Instance} refuses them), so nothing needs escaping.
 *
 * @param instance the instance, never pinned
 * @param beat grows with every writing of this instance's entry
 * @param member the id of the grid member that wrote the entry and whose loss ends it; empty if a client wrote it, so
 *     that only the lease ends it; at most 64 characters
 */
public record InstanceRecord(Instance instance, long beat, String member) {

    /** The most bytes that an entry may have, 256 KiB. */
    public static final int MAX_BYTES = 256 * 1024;

    public InstanceRecord {
        Text.line("member id", member, 0, 64);
    }

    /**
     * The entry as bytes.
     *
     * @throws IllegalArgumentException if it has more than {@link #MAX_BYTES}
     */
    public byte[] encode() {
        StringBuilder text = new StringBuilder("format=1\n");
        line(text, "node", instance.node());
        line(text, "instance", instance.instanceId());
        line(text, "host", instance.host());
        line(text, "port", instance.port());
        line(text, "zone", instance.zone());
        line(text, "weight", instance.weight());
        line(text, "state", instance.state());
        line(text, "epoch", instance.epoch());
        line(text, "beat", beat);
        line(text, "member", member);
        for (ServiceOffer offer : instance.offers()) {
            ServiceKey key = offer.key();
            line(text, "offer", String.join("\t", key.name(), key.group(), offer.version() + "", offer.contractHash()));
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw MESSAGES.entryTooLarge(bytes.length, MAX_BYTES);
        }
        return bytes;
    }

    private static void line(StringBuilder text, String key, Object value) {
        text.append(key).append('=').append(value).append('\n');
    }

    /**
     * Reads an entry that anyone in the cluster may have written.
     *
     * @throws MalformedRecordException if it is too large, is not such a text, or holds a value out of its range; nothing
     *     else is thrown, whatever the bytes
     */
    public static InstanceRecord decode(byte[] bytes) throws MalformedRecordException {
        if (bytes.length > MAX_BYTES) {
            throw new MalformedRecordException(bytes.length + " bytes (expected: at most " + MAX_BYTES + ")");
        }
        Map<String, String> values = new HashMap<>();
        List<ServiceOffer> offers = new ArrayList<>();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (!text.startsWith("format=")) {
                throw new MalformedRecordException(
                        "'" + Text.excerpt(text) + "' (expected: a text that starts with format=)");
            }
            for (String line : text.split("\n", -1)) {
                readLine(line, values, offers);
            }
            return new InstanceRecord(
                    instance(values, offers), number(values, "beat"), values.getOrDefault("member", ""));
        } catch (CharacterCodingException e) {
            throw new MalformedRecordException("it is not UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void readLine(String line, Map<String, String> values, List<ServiceOffer> offers)
            throws MalformedRecordException {
        int equals = line.indexOf('=');
        if (equals < 1) {
            return; // The end, or a kind of line that a newer release added.
        }
        String key = line.substring(0, equals);
        String value = line.substring(equals + 1);
        if (!key.equals("offer")) {
            if (values.put(key, value) != null) {
                throw new MalformedRecordException("'" + Text.excerpt(key) + "' is there twice");
            }
            return;
        }
        if (offers.size() == Instance.MAX_OFFERS) {
            throw new MalformedRecordException("it offers more than " + Instance.MAX_OFFERS + " services");
        }
        String[] fields = value.split("\t", -1);
        if (fields.length < 4) {
            throw new MalformedRecordException(
                    "offer: '" + Text.excerpt(value) + "' (expected: name, group, version, hash)");
        }
        offers.add(new ServiceOffer(new ServiceKey(fields[0], fields[1]), Version.parse(fields[2]), fields[3]));
    }

    private static Instance instance(Map<String, String> values, List<ServiceOffer> offers)
            throws MalformedRecordException {
        return new Instance(
                value(values, "node"),
                value(values, "instance"),
                value(values, "host"),
                Math.toIntExact(Text.within("port", number(values, "port"), 1, 65_535)),
                values.getOrDefault("zone", ""),
                Math.toIntExact(Text.within("weight", number(values, "weight"), 1, 1000)),
                // A state that this release does not know surely means less than UP.
                value(values, "state").equals("UP") ? InstanceState.UP : InstanceState.DRAINING,
                number(values, "epoch"),
                offers,
                false);
    }

    private static String value(Map<String, String> values, String key) throws MalformedRecordException {
        String value = values.get(key);
        if (value == null) {
            throw new MalformedRecordException("'" + key + "' is missing");
        }
        return value;
    }

    private static long number(Map<String, String> values, String key) throws MalformedRecordException {
        String value = value(values, key);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new MalformedRecordException(key + ": '" + Text.excerpt(value) + "' (expected: a whole number)", e);
        }
    }
}
