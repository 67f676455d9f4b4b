package org.cdirpc.extension.server;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A limit with what has been used of it. Thread-safe, without locks. */
final class LiveLimit {

    private final String of;
    private final int concurrent;
    private final AtomicInteger running = new AtomicInteger();
    private final @Nullable RateLimit rate;
    private final int perSecond;
    private final @Nullable ClusterRate cluster;

    /**
     * A limit of which nothing is used.
     *
     * @param of what it limits, in words
     * @param cluster a part in a rate of the whole cluster, in addition; null without one
     */
    LiveLimit(String of, CallLimit limit, @Nullable ClusterRate cluster, long now) {
        this.of = of;
        this.concurrent = limit.concurrent();
        this.perSecond = limit.perSecond();
        this.rate = limit.perSecond() > 0 ? new RateLimit(limit.perSecond(), now) : null;
        this.cluster = cluster;
    }

    /** Takes a call, or says why not. */
    @Nullable
    Refusal tryAcquire(ExportedMethod method, long now) {
        if (concurrent > 0 && !tryRun()) {
            return new Refusal(ServerMessages.TEXT.tooManyAtATime(method.describe(), concurrent, of), 0);
        }
        long wait = rate == null ? 0 : rate.tryAcquire(now);
        if (wait > 0) {
            stop();
            return new Refusal(ServerMessages.TEXT.tooManyPerSecond(method.describe(), perSecond, of), wait);
        }
        wait = cluster == null ? 0 : cluster.tryAcquire(now);
        if (cluster != null && wait > 0) {
            stop();
            if (rate != null) {
                rate.giveBack();
            }
            String part = String.format(Locale.ROOT, "%.1f", cluster.partPerSecond());
            return new Refusal(
                    ServerMessages.TEXT.tooManyInTheCluster(method.describe(), cluster.total(), of, part), wait);
        }
        return null;
    }

    /** The call has ended. */
    void release() {
        stop();
    }

    /** The call did not begin. */
    void giveBack() {
        stop();
        if (rate != null) {
            rate.giveBack();
        }
        if (cluster != null) {
            cluster.giveBack();
        }
    }

    private boolean tryRun() {
        while (true) {
            int now = running.get();
            if (now >= concurrent) {
                return false;
            }
            if (running.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    private void stop() {
        if (concurrent > 0) {
            running.decrementAndGet();
        }
    }
}
