package org.cdirpc.extension.server;

import static org.cdirpc.extension.server.IdempotencyMessages.TEXT;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.cdirpc.RpcConnectionLostException;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcException;
import org.cdirpc.RpcMarshallingException;
import org.cdirpc.RpcTimeoutException;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;

/**
 * The call that had a key before, as a repeat sees it: waited for while somebody runs it, until the repeat's own deadline.
 * Of this node's own it is told when they end; those of others it looks up, with pauses that double from 5 to 200 ms.
 */
final class EarlierCall {

    private static final long FIRST_PAUSE_NANOS = 5_000_000;
    private static final long LAST_PAUSE_NANOS = 200_000_000;
    private static final int MOST_SHOWN = 100;

    private final Idempotency idempotency;
    private final String method;
    private final String key;
    private final byte[] entry;
    private final byte[] arguments;

    EarlierCall(Idempotency idempotency, String method, String key, byte[] entry, byte[] arguments) {
        this.idempotency = idempotency;
        this.method = method;
        this.key = key.length() > MOST_SHOWN ? key.substring(0, MOST_SHOWN) + "..." : key;
        this.entry = entry;
        this.arguments = arguments;
    }

    /**
     * Waits for what it comes to.
     *
     * @param found what is known of it
     * @return what it came to; null if it was given up before it began
     * @throws RpcException if it was another call, if its outcome is lost, or if the time is up
     */
    @Nullable
    AnswerRecord await(byte[] found, RpcContext repeat) {
        AnswerRecord known = read(found);
        AnswerRecord abandoned = null;
        long pauseNanos = FIRST_PAUSE_NANOS;
        while (true) {
            if (!Arrays.equals(known.arguments(), arguments)) {
                throw new RpcMarshallingException(
                        FailureCode.BAD_ARGUMENTS, Progress.NOT_STARTED, TEXT.otherArguments(method, key), null);
            }
            if (known.state() != AnswerRecord.State.CLAIMED) {
                return known;
            }
            if (abandoned != null && known.isSameClaimAs(abandoned)) {
                throw lost(known, keep());
            }
            CompletableFuture<@Nullable Void> here = idempotency.running(known);
            if (here != null) {
                awaitEnd(here, repeat);
            } else if (idempotency.isOwn(known) || !idempotency.book().isAlive(known.claimant())) {
                // It may have been answered since it was read: one more look decides.
                abandoned = known;
            } else {
                pause(pauseNanos, repeat);
                pauseNanos = Math.min(2 * pauseNanos, LAST_PAUSE_NANOS);
            }
            byte[] next = lookUp();
            if (next == null) {
                return null;
            }
            known = read(next);
        }
    }

    private AnswerRecord read(byte[] bytes) {
        try {
            return AnswerRecord.decode(bytes, idempotency.limits());
        } catch (RuntimeException unreadable) {
            throw unknown(TEXT.unreadable(method, key, String.valueOf(unreadable.getMessage())), unreadable);
        }
    }

    private byte @Nullable [] lookUp() {
        try {
            return idempotency.book().get(entry);
        } catch (AnswersUnavailableException unavailable) {
            throw unknown(TEXT.outOfSight(method, key, String.valueOf(unavailable.getMessage())), unavailable);
        }
    }

    private void awaitEnd(CompletableFuture<@Nullable Void> ended, RpcContext repeat) {
        try {
            ended.get(repeat.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw late();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw cancelled(repeat);
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    private void pause(long nanos, RpcContext repeat) {
        long left = repeat.remaining().toNanos();
        if (left <= 0) {
            throw late();
        }
        LockSupport.parkNanos(this, Math.min(nanos, left));
        if (repeat.cancelled() || Thread.currentThread().isInterrupted()) {
            throw cancelled(repeat);
        }
    }

    private Duration keep() {
        return idempotency.options().keep();
    }

    private RpcException lost(AnswerRecord claim, Duration keep) {
        AnswerBook.Claimant by = claim.claimant();
        return unknown(TEXT.lost(method, key, by.node(), by.instance(), keep), null);
    }

    /** As if the connection to whoever ran it had been lost: that is what happened, to an earlier caller. */
    private static RpcException unknown(String message, @Nullable Throwable cause) {
        return new RpcConnectionLostException(FailureCode.CONNECTION_LOST, Progress.UNKNOWN, message, cause);
    }

    private RpcException late() {
        return new RpcTimeoutException(
                FailureCode.DEADLINE_EXCEEDED, Progress.UNKNOWN, TEXT.stillRunning(method, key), null);
    }

    /** A call is cancelled at its deadline too, should this thread not see that first. */
    private RpcException cancelled(RpcContext repeat) {
        if (repeat.remaining().isZero()) {
            return late();
        }
        return new RpcException(FailureCode.CANCELLED, Progress.UNKNOWN, TEXT.givenUp(method, key), null);
    }
}
