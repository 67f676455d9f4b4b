package org.cdirpc.extension.client;

import java.util.ArrayDeque;
import java.util.Deque;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Answer;
import org.jspecify.annotations.Nullable;

/**
 * One proxy's calls that wait to be sent, in their order: the first is tried, with growing pauses, until it is sent or its
 * time is up; then the next. Thread-safe.
 */
final class FailbackLane {

    private final FailbackQueue queue;
    private final String service;
    private final CallStep next;

    // Guarded by this.
    private final Deque<KeptCall> kept = new ArrayDeque<>();
    private boolean busy;
    private int failures;

    FailbackLane(FailbackQueue queue, String service, CallStep next) {
        this.queue = queue;
        this.service = service;
        this.next = next;
    }

    /** Whether a call that comes now would overtake others. */
    synchronized boolean hasWaiting() {
        return !kept.isEmpty();
    }

    /** Whether a failure is one that waiting may cure, of a call that was certainly not sent. */
    static boolean isCurable(Answer answer) {
        return !answer.ok()
                && answer.progress() == Progress.NOT_SENT
                && switch (answer.code()) {
                    // Time ran out while it waited for a channel; it has more of it here.
                    case UNAVAILABLE, CONNECT_FAILED, DEADLINE_EXCEEDED -> true;
                    default -> false;
                };
    }

    /**
     * Keeps a call.
     *
     * @return null if it is kept, or what its caller gets
     */
    @Nullable
    Answer keep(Call call) {
        KeptCall copy;
        try {
            copy = call.kept(service, queue.retrying().nanoTime().getAsLong() + queue.keepNanos());
        } catch (RuntimeException | StackOverflowError unencodable) {
            return SendStep.unencodable(call, unencodable);
        }
        synchronized (this) {
            if (!queue.tryEnter()) {
                String full = ClientMessages.TEXT.failbackFull(call.method().toString(), queue.capacity());
                queue.refused(call.method().toString(), full);
                return Answer.localFailure(Progress.NOT_SENT, FailureCode.UNAVAILABLE, full, null);
            }
            kept.add(copy);
            if (busy) {
                return null;
            }
            busy = true;
        }
        pause();
        return null;
    }

    private void pause() {
        int failed;
        synchronized (this) {
            failures = Math.min(failures + 1, 16);
            failed = failures;
        }
        Retrying retrying = queue.retrying();
        retrying.timer().after(retrying.backoff().nanos(failed, Long.MAX_VALUE), this::again);
    }

    private void again() {
        queue.retrying().attempts().execute(this::sendFirst);
    }

    private void sendFirst() {
        KeptCall first;
        synchronized (this) {
            first = kept.peek();
            if (first == null || queue.isClosed()) {
                busy = false;
                return;
            }
        }
        long now = queue.retrying().nanoTime().getAsLong();
        if (first.untilNanos() - now <= 0) {
            gone(first, ClientMessages.TEXT.failbackTooOld(queue.keepNanos() / 1_000_000));
            return;
        }
        Call call = first.call(now);
        next.run(call, answer -> answered(first, call, answer));
    }

    private void answered(KeptCall first, Call call, Answer answer) {
        call.answered();
        if (isCurable(answer)) {
            pause();
        } else if (answer.ok()) {
            remove(first);
            queue.resent();
            again();
        } else {
            gone(
                    first,
                    String.valueOf(queue.retrying().failures().of(call, answer).getMessage()));
        }
    }

    private void gone(KeptCall first, String reason) {
        remove(first);
        queue.expired(first.method().method().toString(), reason);
        again();
    }

    private synchronized void remove(KeptCall first) {
        kept.remove(first);
        failures = 0;
    }

    synchronized void clear() {
        kept.clear();
    }
}
