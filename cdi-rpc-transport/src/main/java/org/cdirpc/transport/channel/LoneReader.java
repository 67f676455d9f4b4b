package org.cdirpc.transport.channel;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A caller whose call is the only one of its channel reads its answer itself: that saves waking one thread for it and
 * another by it. Afterwards nobody watches the channel, in the hope of the next such call; the timer gives it back to the
 * I/O thread when none comes soon, and so does a caller who will not read. Thread-safe.
 *
 * <p>Invariant: while a call is pending, somebody reads. A caller adds its call first and then looks whether somebody
 * reads ({@link #attend}); a reader stops first and then looks whether calls are pending. One of the two sees the other.
 */
final class LoneReader {

    /** Calls that must be alone, one after the other, before reading is taken from the I/O thread again. */
    private static final int CALM = 32;

    /** A call with the thread that reads for it. */
    private record Reader(PendingSend call, Thread thread) {}

    private final FrameChannel channel;
    private final CallTable<PendingSend> pending;
    private final BooleanSupplier pumped;
    private final AtomicReference<@Nullable Reader> reader = new AtomicReference<>();
    // Races are harmless: it only says whether trying is worth while.
    private int calm = CALM;
    private boolean unattendedBefore;

    /**
     * A reader of one channel.
     *
     * @param pumped whether a worker has taken it over, who reads until it gives it back
     */
    LoneReader(FrameChannel channel, CallTable<PendingSend> pending, BooleanSupplier pumped) {
        this.channel = channel;
        this.pending = pending;
        this.pumped = pumped;
    }

    /**
     * Reads on this thread until the call is answered, the time is over or the thread is interrupted.
     *
     * @return false, if another thread reads or should, or nothing will come: wait otherwise
     */
    boolean read(PendingSend call, long nanos) {
        if (pending.size() != 1) {
            calm = 0;
            attend();
            return false;
        }
        if (calm < CALM) {
            calm++;
            attend();
            return false;
        }
        if (pumped.getAsBoolean() || VirtualThreads.isVirtual(Thread.currentThread())) {
            attend();
            return false;
        }
        Reader self = new Reader(call, Thread.currentThread());
        if (!reader.compareAndSet(null, self)) {
            return false;
        }
        try {
            if (!channel.tryReadElsewhere()) {
                return false;
            }
            return readUntilDone(call, System.nanoTime() + nanos);
        } finally {
            reader.set(null);
            if (pending.size() > 0) {
                calm = 0;
                attend();
            }
        }
    }

    private boolean readUntilDone(PendingSend call, long end) {
        long left = end - System.nanoTime();
        while (left > 0 && !call.done() && !Thread.currentThread().isInterrupted()) {
            // What was read may have called a worker, who goes on with the rest and with this call's answer.
            if (!channel.open() || pumped.getAsBoolean()) {
                return false;
            }
            channel.awaitReadable(left);
            if (channel.readHere() < 0) {
                return false;
            }
            left = end - System.nanoTime();
        }
        return true;
    }

    /** Makes sure that somebody reads, after a call was added by one who does not. */
    void attend() {
        if (isUnattended()) {
            channel.execute(() -> {
                if (isUnattended()) {
                    channel.readElsewhere(false);
                }
            });
        }
    }

    private boolean isUnattended() {
        return channel.readElsewhere() && reader.get() == null && !pumped.getAsBoolean();
    }

    /** A call was answered: by another thread than the one that reads for it, perhaps. */
    void answered(PendingSend call) {
        Reader current = reader.get();
        if (current != null && current.call() == call && current.thread() != Thread.currentThread()) {
            channel.wakeReader();
        }
    }

    /** By the timer thread. Says whether the next tick is wanted soon. */
    boolean tick() {
        boolean unattended = isUnattended();
        if (unattended && unattendedBefore) {
            attend();
        }
        unattendedBefore = unattended;
        // Also while one reads: it may stop between two ticks.
        return channel.readElsewhere();
    }
}
