package org.cdirpc.extension.server;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.cdirpc.spi.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call in or refuses it at once: before its arguments are decoded, and without making the reading thread wait. A
 * call that is let in runs at once and here, if its method's {@link Lane} and the reading thread allow that; else a
 * worker takes it. Calls wait in the order of their arrival, and it is the newest that are refused.
 *
 * <p>A call needs room in three places, and takes it in all or in none: under the limits of its method and service, which
 * come first so that what they refuse is in nobody else's way; a permit, which bounds everything that is unfinished
 * here, with those that run where they are read apart from those that need a worker, so that a full pool does not refuse
 * what never waits; and, if a worker is to take it, {@link PoolLoad room in the pool}, which is there while calls do not wait long.
 */
final class AdmissionGate implements ServerStep {

    private static final long MILLI = 1_000_000;
    private static final long LEAST_WAIT = MILLI;
    private static final long MOST_WAIT = 2_000 * MILLI;

    private final ServerStep next;
    private final Semaphore permits;
    private final Semaphore permitsHere;
    private final int most;
    private final PoolLoad pool;
    private final Executor workers;
    private final Responder responder;
    private final LongSupplier clock;
    private final RefusalLog log;
    private final Exhaustion exhaustion = new Exhaustion();

    /**
     * A gate.
     *
     * @param settings how many calls there may be; {@code workers} must be able to queue as many
     * @param clock on the scale of {@link System#nanoTime()}
     */
    AdmissionGate(
            ServerStep next, AdmissionSettings settings, Executor workers, Responder responder, LongSupplier clock) {
        this.next = next;
        this.most = settings.permits();
        this.permits = new Semaphore(most);
        this.permitsHere = new Semaphore(most);
        this.pool = new PoolLoad(settings.threads(), most, settings.adaptive(), clock.getAsLong());
        this.workers = workers;
        this.responder = responder;
        this.clock = clock;
        this.log = new RefusalLog(clock.getAsLong());
    }

    @Override
    public void handle(ServedCall call) {
        MethodLimits limits = call.target().limits();
        if (limits != null) {
            Refusal refusal = limits.tryAcquire(call.target(), clock.getAsLong());
            if (refusal != null) {
                refuse(call, refusal);
                return;
            }
        }
        boolean here = runsHere(call);
        Semaphore room = here ? permitsHere : permits;
        if (!room.tryAcquire()) {
            giveBack(limits);
            if (!here) {
                exhaustion.refused(clock.getAsLong());
            }
            refuse(call, new Refusal(ServerMessages.TEXT.rejected(call.target().describe(), most), 0));
            return;
        }
        if (here) {
            call.holds(room);
            next.handle(call);
            return;
        }
        long now = clock.getAsLong();
        Refusal refusal = enterPool(call, now);
        if (refusal != null) {
            permits.release();
            giveBack(limits);
            exhaustion.refused(now);
            refuse(call, refusal);
            return;
        }
        exhaustion.admitted();
        call.holds(permits);
        handOver(call, now);
    }

    private static void giveBack(@Nullable MethodLimits limits) {
        if (limits != null) {
            limits.giveBack();
        }
    }

    private boolean runsHere(ServedCall call) {
        switch (call.target().lane()) {
            case ANY_THREAD -> {
                if (!call.onWorker()) {
                    call.occupiesIoThread();
                }
                return true;
            }
            case QUICK -> {
                return call.onWorker();
            }
            default -> {
                return false;
            }
        }
    }

    /** Null if there is room for a call that is not going to be too late when its turn comes. */
    private @Nullable Refusal enterPool(ServedCall call, long now) {
        long wait = pool.expectedWait();
        if (wait > 0) {
            long remaining = call.remainingNanos(now);
            // A quarter for what the call itself takes, and for the error: who begins just before its end works in
            // vain.
            if (wait + wait / 4 > remaining) {
                return new Refusal(
                        ServerMessages.TEXT.tooLate(
                                call.target().describe(), wait / MILLI, Math.max(0, remaining) / MILLI),
                        0);
            }
        }
        if (pool.tryEnter()) {
            return null;
        }
        return new Refusal(ServerMessages.TEXT.poolFull(call.target().describe(), pool.limit(), wait / MILLI), 0);
    }

    private void handOver(ServedCall call, long now) {
        call.handedOver();
        try {
            workers.execute(new Waiting(call, now));
        } catch (RejectedExecutionException stopping) {
            pool.leave();
            responder.refuse(
                    call,
                    FailureCode.DRAINING,
                    ServerMessages.TEXT.stopping(call.target().describe()));
        } catch (OutOfMemoryError noThread) {
            // The system has no thread for one more worker; kept, the place would be one less for ever.
            pool.leave();
            responder.refuse(
                    call,
                    FailureCode.UNAVAILABLE,
                    ServerMessages.TEXT.noThread(call.target().describe(), String.valueOf(noThread.getMessage())));
        }
    }

    /** A call on its way to a worker. */
    private final class Waiting implements Runnable {

        private final ServedCall call;
        private final long since;

        Waiting(ServedCall call, long since) {
            this.call = call;
            this.since = since;
        }

        @Override
        public void run() {
            if (call.incoming().isClogged()) {
                // Its caller does not take its answers: it must not keep a place, or a thread, from those who do.
                pool.leave();
                call.giveBack();
                call.incoming().holdBack();
                return;
            }
            long began = clock.getAsLong();
            try {
                next.handle(call);
            } finally {
                long ended = clock.getAsLong();
                pool.leave(began - since, ended - began, ended);
            }
        }
    }

    private void refuse(ServedCall call, Refusal refusal) {
        log.refused(refusal.message(), clock.getAsLong());
        long wait = refusal.nanos() > 0 ? refusal.nanos() : Math.min(MOST_WAIT, pool.expectedWait());
        long bounded = Math.max(LEAST_WAIT, wait);
        // So that those who were refused together do not come back together.
        long spread = bounded + ThreadLocalRandom.current().nextLong(bounded / 4 + 1);
        responder.reject(call, refusal.message(), (int) ((spread + MILLI - 1) / MILLI));
    }

    /**
     * For how many nanoseconds every call that needs a worker has been refused, without one that was let in between; 0 as
     * soon as there is room again, whether anybody comes or not. Limits of methods and services are none of this.
     */
    long exhaustedNanos() {
        boolean full = permits.availablePermits() == 0 || pool.size() >= pool.limit() || pool.expectedWait() > 0;
        return full ? exhaustion.nanos(clock.getAsLong()) : 0;
    }

    /** How many calls are unfinished. */
    int inUse() {
        return 2 * most - permits.availablePermits() - permitsHere.availablePermits();
    }

    PoolLoad pool() {
        return pool;
    }
}
