package org.cdirpc.cluster;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * How much of a shared rate one provider uses, as it tells the others. As bytes it is UTF-8 text that any release can
 * read: lines of {@code key=value}, the first {@code format=1}; readers skip keys that they do not know.
 *
 * @param instance the provider's instance id
 * @param service the service's name
 * @param beat grows with every telling of this instance
 * @param asked how many calls per 1000 seconds it is asked for
 * @param admitted how many of them it lets in; for those who look on
 */
public record RateUse(String instance, String service, long beat, long asked, long admitted) {

    /** The most bytes that a telling may have. */
    public static final int MAX_BYTES = 4096;

    public RateUse {
        Text.line("instance id", instance, 1, 128);
        Text.line("service name", service, 1, 512);
        Text.within("asked", asked, 0, Long.MAX_VALUE);
        Text.within("admitted", admitted, 0, Long.MAX_VALUE);
    }

    /** What the telling is kept under. */
    public String key() {
        return instance + ' ' + service;
    }

    /** The telling as bytes. */
    public byte[] encode() {
        String text = "format=1\ninstance=" + instance + "\nservice=" + service + "\nbeat=" + beat + "\nasked=" + asked
                + "\nadmitted=" + admitted + '\n';
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a telling.
     *
     * @throws MalformedRecordException if it is none
     */
    public static RateUse decode(byte[] bytes) throws MalformedRecordException {
        if (bytes.length > MAX_BYTES) {
            throw new MalformedRecordException(bytes.length + " bytes, more than " + MAX_BYTES);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Map<String, String> values = new HashMap<>();
            for (String line : text.split("\n")) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    values.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
                }
            }
            return new RateUse(
                    values.getOrDefault("instance", ""),
                    values.getOrDefault("service", ""),
                    number(values, "beat"),
                    number(values, "asked"),
                    number(values, "admitted"));
        } catch (CharacterCodingException | IllegalArgumentException wrong) {
            throw new MalformedRecordException(Text.excerpt(String.valueOf(wrong.getMessage())));
        }
    }

    private static long number(Map<String, String> values, String key) {
        return Long.parseLong(values.getOrDefault(key, ""));
    }
}
