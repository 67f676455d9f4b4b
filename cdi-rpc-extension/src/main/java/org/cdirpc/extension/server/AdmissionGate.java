package org.cdirpc.extension.server;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.cdirpc.spi.FailureCode;

/**
 * A permit for every call, or REJECTED at once: before its arguments are decoded, and without making the reading thread
 * wait. Permits bound what runs and what waits for a thread together. A call that has one runs at once and here, if its
 * method's {@link Lane} and the reading thread allow that; else a worker takes it.
 */
final class AdmissionGate implements ServerStep {

    private final ServerStep next;
    private final Semaphore permits;
    private final int most;
    private final Executor workers;
    private final Responder responder;

    /**
     * A gate.
     *
     * @param most the most calls that run or wait here at a time; {@code workers} must be able to queue as many
     */
    AdmissionGate(ServerStep next, int most, Executor workers, Responder responder) {
        this.next = next;
        this.permits = new Semaphore(most);
        this.most = most;
        this.workers = workers;
        this.responder = responder;
    }

    @Override
    public void handle(ServedCall call) {
        if (!permits.tryAcquire()) {
            responder.refuse(
                    call,
                    FailureCode.REJECTED,
                    ServerMessages.TEXT.rejected(call.target().describe(), most));
            return;
        }
        call.holds(permits);
        if (runsHere(call)) {
            next.handle(call);
        } else {
            handOver(call);
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

    private void handOver(ServedCall call) {
        try {
            workers.execute(() -> next.handle(call));
        } catch (RejectedExecutionException stopping) {
            responder.refuse(
                    call,
                    FailureCode.DRAINING,
                    ServerMessages.TEXT.stopping(call.target().describe()));
        }
    }

    int inUse() {
        return most - permits.availablePermits();
    }
}
