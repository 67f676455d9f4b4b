package org.cdirpc.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Divides rates of the whole cluster among the providers of a service, without anyone who decides: each tells about twice
 * a second how much it is asked for, and takes a part of the limit L in proportion. Of n providers, each has {@code L /
 * 10n} whatever it is asked for, so that a new one, or one that was idle, can begin.
 *
 * <p><b>What may go wrong, and how far.</b> A node's own demand counts with the least that it told in the last 2 s, and
 * that of others as last read. What is read is at most 2 s old as long as the grid takes less than 0.5 s to bring it
 * (0.5 s between tellings, 1 s that a reading counts, 0.5 s that a part stays), so nobody counts another one with less
 * than that one counts itself with, and the parts of nodes that know of each other add up to L at most, at every moment,
 * however the demand shifts. Beyond that:
 * <ul>
 *   <li>k new providers, which have their even part only, together take at most {@code k / 10} of L more, for 2 s;
 *   <li>k providers that cannot reach the grid keep {@code L / n} each, n as last known: at most {@code k / n} of L more;
 *   <li>each rate limit lets a tenth of its part through at once after a pause, so a tenth of L comes early at most;
 *   <li>in the other direction, demand that moves has its part after some 4 s, and the part of a provider that died is
 *       unused for 3 s.
 * </ul>
 *
 * <p>{@link #read} and {@link #share} may be called by two threads, each by one at a time, and never on a call's way.
 */
public final class RateShares {

    /** How often {@link #share} should be called. */
    public static final long SHARE_MILLIS = 500;

    /** How often {@link #read} should be called. */
    public static final long READ_MILLIS = 250;

    static final long MEMORY_NANOS = 2_000_000_000L;
    static final long SILENCE_NANOS = 3_000_000_000L;
    private static final long READING_NANOS = 1_000_000_000L;

    /** A scheduler that was held up makes up for what it missed, and in no time nobody is asked for anything. */
    private static final long LEAST_NANOS = SHARE_MILLIS * 1_000_000 / 2;

    /** What was told, and when reading it began. */
    private record Reading(Collection<RateUse> told, long atNanos) {}

    private final String instance;
    private final SharedRates rates;
    private final LongSupplier nanoTime;
    private final List<RateShare> shares = new ArrayList<>();
    private volatile @Nullable Reading reading;
    private long sharedNanos;

    /**
     * Without services yet.
     *
     * @param instance this node's instance id
     * @param nanoTime as {@link System#nanoTime()}
     */
    public RateShares(String instance, SharedRates rates, LongSupplier nanoTime) {
        this.instance = instance;
        this.rates = rates;
        this.nanoTime = nanoTime;
        this.sharedNanos = nanoTime.getAsLong() - LEAST_NANOS;
    }

    /**
     * Adds a service; before the first reading only.
     *
     * @param limit the most calls per second of all providers together
     */
    public void add(String service, double limit, RateMeter meter) {
        shares.add(new RateShare(instance, service, limit, meter, nanoTime.getAsLong()));
    }

    /**
     * Reads what everyone told; may wait for the registry.
     *
     * @throws RegistryException if it cannot be reached
     */
    public void read() {
        long now = nanoTime.getAsLong();
        reading = new Reading(List.copyOf(rates.told()), now);
    }

    /** Tells what this node is asked for, and takes its parts; does not wait. Nothing, if it did so a moment ago. */
    public void share() {
        long now = nanoTime.getAsLong();
        if (now - sharedNanos < LEAST_NANOS) {
            return;
        }
        sharedNanos = now;
        Reading last = reading;
        Collection<RateUse> told = last == null || now - last.atNanos > READING_NANOS ? null : last.told;
        for (RateShare share : shares) {
            rates.tell(share.measure(now));
            share.share(told, now);
        }
    }
}
