package org.cdirpc.extension.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Answer;
import org.jspecify.annotations.Nullable;

/** A calling thread that waits for its answer, never longer than the deadline and a moment. */
final class Waiter implements Completion {

    /** How long a call that was given up may take to say how far it got. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Thread thread = Thread.currentThread();
    private volatile @Nullable Answer answer;
    private boolean interrupted;

    @Override
    public void complete(Answer arrived) {
        answer = arrived;
        LockSupport.unpark(thread);
    }

    /** Waits. An interrupt gives the call up and stays set on the thread; the channel is not harmed by it. */
    Answer await(Call call) {
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
                LockSupport.parkNanos(this, left);
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

    boolean interrupted() {
        return interrupted;
    }
}
