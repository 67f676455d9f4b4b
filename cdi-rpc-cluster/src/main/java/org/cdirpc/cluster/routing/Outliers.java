package org.cdirpc.cluster.routing;

import static org.cdirpc.cluster.routing.RoutingLog.LOG;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Ejects instances that fail or stall and takes them back, for all routes of a router. Thread-safe; the lock is held to
 * decide, never on a call that went well to a healthy instance and never while the listener is told.
 */
final class Outliers {

    private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** So often the usual latency is a stall, if that is more than the configured time. */
    private static final double STALL_LATENCIES = 10;
    /** An answer that is overdue by this part of the stall time is worth noticing. */
    private static final int NOTICE = 8;

    private static final double JITTER = 0.1;

    private final RouterOptions options;
    private final OutlierSettings settings;
    private final RandomGenerator random;
    private final Object lock = new Object();
    private volatile long changes;

    Outliers(RouterOptions options, RandomGenerator random) {
        this.options = options;
        this.settings = options.outliers();
        this.random = random;
    }

    /** Grows with every ejection and return. */
    long changes() {
        return changes;
    }

    /** From how many calls in flight on it is worth asking whether an instance stalls. */
    int stalledCalls() {
        return settings.stalledCalls();
    }

    /** An instance in trouble answered. */
    void succeeded(Health health, Trouble trouble, long nowNanos) {
        if (trouble.succeeded(nowNanos)) {
            // A failure at the same moment is lost with it; five in a row are not at the same moment.
            health.trouble(null);
        }
    }

    /** A call failed. */
    <T> void failed(Contender<T> contender, Candidates<T> candidates, Blame blame, long nowNanos) {
        if (settings.mostEjectedPercent() == 0 || stalled(contender, candidates, nowNanos)) {
            return;
        }
        Health health = contender.load().health();
        Trouble trouble = health.trouble();
        if (trouble == null) {
            trouble = new Trouble(settings, nowNanos);
            health.trouble(trouble);
        }
        String reason = trouble.failed(blame, nowNanos);
        if (reason != null) {
            eject(contender, candidates, reason, nowNanos);
        }
    }

    /**
     * Ejects the instance if calls wait there, none was answered for long, and others did answer meanwhile; whether it
     * did. No timer: it is asked when a call is about to be added to those that wait, and when one of them fails.
     */
    <T> boolean stalled(Contender<T> contender, Candidates<T> candidates, long nowNanos) {
        Load load = contender.load();
        int waiting = load.inFlight();
        long answered = load.answeredNanos();
        double stall = Math.max(settings.stallTime().toNanos(), STALL_LATENCIES * load.latencyNanos());
        if (waiting < settings.stalledCalls() || nowNanos - answered < stall / NOTICE) {
            return false;
        }
        long since = load.health().silentSince(answered, nowNanos);
        if (nowNanos - since < stall - stall / NOTICE || !othersAnswered(contender, candidates, since)) {
            return false;
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nowNanos - answered);
        return eject(contender, candidates, waiting + " calls waiting, none answered for " + seconds + " s", nowNanos);
    }

    private static <T> boolean othersAnswered(Contender<T> silent, Candidates<T> candidates, long since) {
        for (Contender<T> other : candidates.reachable()) {
            if (other.load() != silent.load() && other.load().answeredNanos() - since > 0) {
                return true;
            }
        }
        return false;
    }

    private <T> boolean eject(Contender<T> contender, Candidates<T> candidates, String reason, long nowNanos) {
        long nanos;
        synchronized (lock) {
            Health health = contender.load().health();
            if (health.ejection() != null || !mayEject(contender, candidates)) {
                return false;
            }
            nanos = begin(health, reason, nowNanos);
        }
        tell(contender, nanos, reason);
        return true;
    }

    /** At most the configured share of the instances that can be reached, and never the last that is healthy. */
    private <T> boolean mayEject(Contender<T> contender, Candidates<T> candidates) {
        List<Contender<T>> reachable = candidates.reachable();
        int ejected = 0;
        boolean known = false;
        for (Contender<T> other : reachable) {
            known |= other.load() == contender.load();
            if (other.load().health().ejection() != null) {
                ejected++;
            }
        }
        int most = Math.max(1, reachable.size() * settings.mostEjectedPercent() / 100);
        // Of one that cannot be reached anyway there is nothing to decide.
        return known && settings.mostEjectedPercent() > 0 && ejected < most && ejected + 1 < reachable.size();
    }

    private long begin(Health health, String reason, long nowNanos) {
        long first = settings.ejection().toNanos();
        long forgotten = health.times() == 0 ? 0 : Math.max(0, nowNanos - health.healthyNanos()) / FORGET_NANOS;
        long longest = settings.longestEjection().toNanos();
        // One more than needed for the longest, so that the count stays bounded.
        int times = (int) Math.min(longest / first + 1, Math.max(0, health.times() - forgotten) + 1);
        health.times(times);
        double jitter = 1 + JITTER * (2 * random.nextDouble() - 1);
        long nanos = (long) (Math.min(longest, times * first) * jitter);
        health.trouble(null);
        health.ejection(new Ejection(reason, nowNanos + nanos));
        changes++;
        return nanos;
    }

    /** Of the ejected instances one whose time is over and that nobody tries, which the caller then does; else null. */
    <T> @Nullable Contender<T> trial(List<Contender<T>> ejected, Set<String> tried, long nowNanos) {
        for (Contender<T> contender : ejected) {
            Ejection ejection = contender.load().health().ejection();
            if (ejection != null && !tried.contains(contender.instance().instanceId()) && ejection.tryTrial(nowNanos)) {
                return contender;
            }
        }
        return null;
    }

    /** The trial was answered: the instance comes back, with a share that grows. */
    void passed(Contender<?> contender, long nanos, long nowNanos) {
        takeBack(contender, nanos, nowNanos, "its trial call was answered");
    }

    /** The trial failed: ejected again, for longer. */
    void failedTrial(Contender<?> contender, Blame blame, long nowNanos) {
        String reason = "trial call: " + blame.name().toLowerCase(java.util.Locale.ROOT);
        long nanos;
        synchronized (lock) {
            Health health = contender.load().health();
            health.healthyNanos(nowNanos);
            nanos = begin(health, reason, nowNanos);
        }
        tell(contender, nanos, reason);
    }

    /** The trial told nothing. */
    void untold(Contender<?> contender, long nowNanos) {
        Ejection ejection = contender.load().health().ejection();
        if (ejection != null && ejection.untold(nowNanos)) {
            takeBack(contender, 0, nowNanos, "no trial call told anything");
        }
    }

    private void takeBack(Contender<?> contender, long nanos, long nowNanos, String reason) {
        synchronized (lock) {
            Health health = contender.load().health();
            if (health.ejection() == null) {
                return;
            }
            long returning = settings.returning().toNanos();
            contender.load().restart(nanos, nowNanos, returning == 0 ? null : new Ramp(nowNanos, returning));
            health.healthyNanos(nowNanos);
            // What failed meanwhile, as when nobody else was left, is no reason to eject it again.
            health.trouble(null);
            health.ejection(null);
            changes++;
        }
        tell(contender, 0, reason);
    }

    /** With a time that is not 0 it was ejected. */
    private void tell(Contender<?> contender, long nanos, String reason) {
        String service = contender.key().service().toString();
        String node = contender.node();
        String id = contender.instance().instanceId();
        if (nanos > 0) {
            LOG.ejected(service, node, id, TimeUnit.NANOSECONDS.toMillis(nanos), reason);
        } else {
            LOG.takenBack(service, node, id, reason);
        }
        try {
            options.outlierListener()
                    .accept(new OutlierChange(
                            contender.key().service(), node, id, nanos > 0, Duration.ofNanos(nanos), reason));
        } catch (RuntimeException | Error e) {
            LOG.listenerThrew(e);
        }
    }
}
