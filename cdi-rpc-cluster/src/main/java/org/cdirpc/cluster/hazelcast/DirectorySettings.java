package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * The rhythm of a directory. All nodes of a cluster should have the same.
 *
 * @param beatMillis how often the own entry is written, 100 to 60000; 2000 by default
 * @param leaseMillis how long an entry lives without a beat, at least three beats and at most 600000; 10000 by default
 * @param resyncMillis how often the whole registry is read, so that a lost event heals, 100 to 600000; 10000 by default
 * @param timeoutMillis how long drain, withdraw and close may take, 100 to 60000; 5000 by default. Opening a directory
 *     and announcing may take four times as long: at the start of a whole fleet the grid is busy with itself
 * @param nanoTime the time source, as {@link System#nanoTime()}
 */
public record DirectorySettings(
        long beatMillis, long leaseMillis, long resyncMillis, long timeoutMillis, LongSupplier nanoTime) {

    public DirectorySettings {
        within("beat interval", beatMillis, 100, 60_000);
        within("lease", leaseMillis, 3 * beatMillis, 600_000);
        within("resync interval", resyncMillis, 100, 600_000);
        within("registry timeout", timeoutMillis, 100, 60_000);
        Objects.requireNonNull(nanoTime, "nanoTime");
    }

    /** The defaults, by the system's clock. */
    public static DirectorySettings defaults() {
        return new DirectorySettings(2000, 10_000, 10_000, 5000, System::nanoTime);
    }

    /** How long opening and announcing may take, in milliseconds. */
    long startMillis() {
        return 4 * timeoutMillis;
    }

    private static void within(String what, long millis, long min, long max) {
        if (millis < min || millis > max) {
            throw MESSAGES.setting(what, millis + " ms", "from " + min + " to " + max + " ms");
        }
    }
}
