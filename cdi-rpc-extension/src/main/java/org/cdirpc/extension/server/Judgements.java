package org.cdirpc.extension.server;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judgements by what was judged, so that a thousand channels of one release cost one comparison. What is known of a
 * consumer is made of the text that it sent, never of what it says of that text. Bounded by number and by bytes: those not
 * asked for the longest time go. Thread-safe; what two threads miss at a time is made twice.
 */
final class Judgements {

    static final int MOST = 256;
    static final int MOST_BYTES = 4 << 20;

    /**
     * What was judged.
     *
     * @param digest the SHA-256 of the consumer's text, which holds its version
     */
    record Key(String service, String group, String digest) {

        static Key of(String service, String group, byte[] text) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
                return new Key(service, group, HexFormat.of().formatHex(digest));
            } catch (NoSuchAlgorithmException everyPlatformHasIt) {
                throw new IllegalStateException(everyPlatformHasIt);
            }
        }
    }

    // Both guarded by this.
    private final Map<Key, Judgement> known = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    @Nullable
    synchronized Judgement get(Key key) {
        return known.get(key);
    }

    synchronized void put(Key key, Judgement judgement) {
        Judgement before = known.put(key, judgement);
        bytes += judgement.weight() - (before == null ? 0 : before.weight());
        Iterator<Judgement> eldest = known.values().iterator();
        while (known.size() > MOST || bytes > MOST_BYTES) {
            bytes -= eldest.next().weight();
            eldest.remove();
        }
    }

    synchronized int size() {
        return known.size();
    }

    synchronized long bytes() {
        return bytes;
    }
}
