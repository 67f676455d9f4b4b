package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridLog.LOG;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Says of one map's entries that they are left out: once for each, and not for more than {@value #MOST}, so that nobody
 * who writes there can fill the log. Confined to one thread.
 */
final class Skipped {

    private static final int MOST = 1024;
    private static final int EXCERPT = 300;

    private final String map;
    private final BiConsumer<String, String> log;
    private final Set<String> reported = new HashSet<>();
    private boolean full;

    Skipped(String map) {
        this(map, (key, reason) -> LOG.malformed(key, reason, map));
    }

    /** With words of the map's own for a key and what is wrong. */
    Skipped(String map, BiConsumer<String, String> log) {
        this.map = map;
        this.log = log;
    }

    /** Another's key and what is wrong with its entry, in which parts of the entry may be. */
    void report(String key, String reason) {
        String excerpt = line(key, 100);
        if (reported.size() < MOST && reported.add(excerpt)) {
            log.accept(excerpt, line(reason, EXCERPT));
        }
    }

    /** An entry is well formed by now; if it should not be again, that is said anew. */
    void forget(String key) {
        if (!reported.isEmpty()) {
            reported.remove(line(key, 100));
        }
    }

    void tooMany(int limit) {
        if (!full) {
            full = true;
            LOG.tooMany(limit, map);
        }
    }

    /** At most so much of a text, with nothing in it that could forge a line of the log. */
    private static String line(String text, int most) {
        return text.substring(0, Math.min(text.length(), most))
                .replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]", "?");
    }
}
