package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridLog.LOG;
import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.cdirpc.cluster.OverrideKey;
import org.cdirpc.cluster.OverrideSet;
import org.cdirpc.cluster.OverrideTable;
import org.cdirpc.cluster.OverrideValue;

/**
 * Reads the grid's overrides into a table, and keeps alive those of the own start: they end by themselves when nobody does,
 * for a node that dies takes nothing back. Used by one thread, but for {@link #unreadable}.
 */
final class OverrideReader implements MapFollower.Content {

    /** How long the grid keeps what was said of one start of a node, unless that renews it. */
    static final long KEEP_MILLIS = TimeUnit.HOURS.toMillis(24);

    private static final long RENEW_MILLIS = TimeUnit.HOURS.toMillis(1);

    private static final int MOST = 10_000;
    private static final int MOST_REPORTED = 1024;

    private final Grid grid;
    private final OverrideTable table;
    private final String ownInstance;
    private final LongSupplier nanoTime;
    private final Set<String> reported = new HashSet<>();
    private long renewedNanos;

    OverrideReader(Grid grid, OverrideTable table, String ownInstance, LongSupplier nanoTime) {
        this.grid = grid;
        this.table = table;
        this.ownInstance = ownInstance;
        this.nanoTime = nanoTime;
        renewedNanos = nanoTime.getAsLong();
    }

    @Override
    public void read() {
        Map<OverrideKey, OverrideValue> all = new HashMap<>();
        grid.read((key, value) -> saw(key, value, all), this::report);
        table.replace(OverrideSet.of(all));
        renew(all.keySet());
    }

    private void renew(Set<OverrideKey> all) {
        long now = nanoTime.getAsLong();
        if (now - renewedNanos < TimeUnit.MILLISECONDS.toNanos(RENEW_MILLIS)) {
            return;
        }
        renewedNanos = now;
        for (OverrideKey key : all) {
            if (key.scope() == OverrideKey.Scope.INSTANCE && key.name().equals(ownInstance)) {
                // Whatever the entry says by now: its value is not written, so nobody's word is undone.
                grid.map().setTtl(key.encode(), KEEP_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void saw(String key, byte[] value, Map<OverrideKey, OverrideValue> all) {
        if (all.size() >= MOST) {
            report("", "there are " + MOST + " others already");
            return;
        }
        try {
            all.put(OverrideKey.decode(key), OverrideValue.decode(value));
            reported.remove(key);
        } catch (IllegalArgumentException malformed) {
            report(key, String.valueOf(malformed.getMessage()));
        }
    }

    private void report(String key, String reason) {
        if (reported.size() < MOST_REPORTED && reported.add(key)) {
            String line = key.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]", " ");
            LOG.overrideMalformed(line.length() > 100 ? line.substring(0, 100) : line, reason);
        }
    }

    @Override
    public void unreadable(String reason) {
        LOG.overridesUnreadable(reason);
    }

    @Override
    public String notRead(long millis, String reason) {
        return MESSAGES.overridesNotRead(millis, reason);
    }
}
