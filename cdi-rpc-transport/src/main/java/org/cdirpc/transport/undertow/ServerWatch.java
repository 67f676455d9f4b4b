package org.cdirpc.transport.undertow;

import static org.cdirpc.transport.undertow.UndertowMessages.MESSAGES;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/**
 * Whether a server still accepts and reads. The accepting channel is known to its worker for as long as it is open, and
 * each I/O thread is given a task that is nothing but a sign of life.
 *
 * <p>Silence is counted in looks and not in time: a process that was frozen finds at its first look that the clock has
 * jumped, and its threads are well. Thread-safe, without locks: of those who ask at once, one looks.
 */
final class ServerWatch {

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** This many looks without a sign of life are a thread that is stuck; so about as many seconds. */
    static final int LOOKS = 5;

    private final XnioWorker worker;
    private final String address;
    private final AtomicLong nextLook;
    /** Looks since the last sign of life; 0 if there was one since the last look. */
    private final AtomicInteger[] silent;

    private volatile @Nullable String found;

    ServerWatch(XnioWorker worker, String address) {
        this.worker = worker;
        this.address = address;
        this.nextLook = new AtomicLong(System.nanoTime());
        this.silent = new AtomicInteger[worker.getIoThreadCount()];
        for (int i = 0; i < silent.length; i++) {
            silent[i] = new AtomicInteger();
        }
    }

    /** What is wrong; looks if the last time was a second ago. */
    @Nullable
    String trouble(long now) {
        long due = nextLook.get();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + LOOK_NANOS)) {
            found = look();
        }
        return found;
    }

    private @Nullable String look() {
        // The threads first: where they have ended, the listener is closed as well, and that is not why.
        String trouble = null;
        for (int i = 0; i < silent.length; i++) {
            String more = look(worker.getIoThread(i), silent[i]);
            trouble = trouble == null ? more : trouble;
        }
        if (trouble == null && worker.getMXBean().getServerMXBeans().isEmpty()) {
            trouble = MESSAGES.listensNoMore(address);
        }
        return trouble;
    }

    private @Nullable String look(XnioIoThread thread, AtomicInteger looks) {
        if (!thread.isAlive()) {
            return MESSAGES.threadEnded(thread.getName(), address);
        }
        int unanswered = looks.getAndIncrement();
        if (unanswered == 0) {
            // Only one task waits in a thread that is stuck.
            try {
                thread.execute(() -> looks.set(0));
            } catch (RejectedExecutionException ending) {
                return MESSAGES.threadEnded(thread.getName(), address);
            }
        }
        return unanswered < LOOKS ? null : MESSAGES.threadStuck(thread.getName(), address, LOOKS);
    }
}
