package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridLog.LOG;
import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import java.util.HashMap;
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

    private final Grid grid;
    private final OverrideTable table;
    private final String ownInstance;
    private final LongSupplier nanoTime;
    private final Skipped skipped = new Skipped(HazelcastOverrides.MAP, LOG::overrideMalformed);
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
        grid.read((key, value) -> saw(key, value, all), skipped::report);
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
            skipped.report("", "there are " + MOST + " others already");
            return;
        }
        try {
            all.put(OverrideKey.decode(key), OverrideValue.decode(value));
            skipped.forget(key);
        } catch (IllegalArgumentException malformed) {
            skipped.report(key, String.valueOf(malformed.getMessage()));
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
