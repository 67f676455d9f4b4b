package org.cdirpc.extension.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.cdirpc.transport.channel.PendingCall;
import org.cdirpc.transport.channel.VirtualThreads;
import org.jspecify.annotations.Nullable;

/** A calling thread that waits for its answer, never longer than the deadline and a moment. */
final class Waiter implements CallListener {

    /** How long a call that was given up may take to say how far it got. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Call call;
    private final Thread thread = Thread.currentThread();
    private final boolean mayParkForGood;
    private volatile @Nullable Answer answer;
    private boolean interrupted;

    /**
     * The current thread, which is about to begin the call.
     *
     * @param attemptsAreIntercepted whether somebody stands between the channel, which keeps the deadline, and this
     */
    Waiter(Call call, boolean attemptsAreIntercepted) {
        this.call = call;
        this.mayParkForGood = !attemptsAreIntercepted && VirtualThreads.isVirtual(thread);
        call.awaitedBy(thread);
    }

    @Override
    public void answered(Answer arrived) {
        call.answered();
        answer = arrived;
        if (Thread.currentThread() != thread) {
            LockSupport.unpark(thread);
        }
    }

    /** Waits. An interrupt gives the call up and stays set on the thread; the channel is not harmed by it. */
    Answer await() {
        Answer arrived = answer;
        return arrived == null ? awaitLater() : arrived;
    }

    private Answer awaitLater() {
        long limit = call.deadlineNanos();
        FailureCode given = null;
        Answer arrived;
        while ((arrived = answer) == null) {
            long left = limit - System.nanoTime();
            if (left <= 0 && given != null) {
                arrived = Answer.localFailure(Progress.UNKNOWN, given, ClientMessages.TEXT.betweenAttempts(), null);
                break;
            }
            if (left <= 0) {
                given = FailureCode.DEADLINE_EXCEEDED;
                call.cancel(given);
                limit = System.nanoTime() + GRACE_NANOS;
            } else {
                pause(left, given != null);
                if (Thread.interrupted() && !interrupted) {
                    interrupted = true;
                    given = FailureCode.CANCELLED;
                    call.cancel(given);
                    limit = System.nanoTime() + GRACE_NANOS;
                }
            }
        }
        if (interrupted) {
            thread.interrupt();
        }
        return arrived;
    }

    /**
     * The one place where a caller waits; may return early. A lone caller reads its own answer.
     */
    private void pause(long nanos, boolean givenUp) {
        PendingCall running = call.running();
        if (running == null) {
            LockSupport.parkNanos(this, nanos);
        } else if (!running.read(nanos)) {
            if (mayParkForGood && !givenUp) {
                // A time limit of its own would cost a timer, which is more than all the rest of the call. The channel
                // keeps the deadline of what was sent, or waits to be.
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, nanos);
            }
        }
    }

    boolean interrupted() {
        return interrupted;
    }
}
