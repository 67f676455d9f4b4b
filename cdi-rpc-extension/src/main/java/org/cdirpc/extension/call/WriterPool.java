package org.cdirpc.extension.call;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.cdirpc.transport.cbor.CborWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writers for messages, used again and again. A writer that was taken has one owner until it is given back; nobody may
 * read its bytes afterwards. Whoever loses a writer loses memory to the collector and nothing else.
 *
 * <p>Lanes rather than thread-locals, since a virtual thread makes one call and ends. Nobody waits for a lane: one that is
 * busy is passed by, and if the next is busy too, a writer is made or dropped. Thread-safe.
 */
public final class WriterPool {

    /**
     * The largest message whose writer is kept, in bytes. With its attachments it fits one frame; of anything larger, the
     * channel may hold fragments when the call has been answered. WriterPoolTest holds it to the channel's frames.
     */
    static final int MOST_WRITTEN = (64 << 10) - Attachments.MOST_BYTES;

    /** The most writers and bytes that a lane keeps. */
    private static final int MOST_KEPT = 256;

    private static final int MOST_BYTES = 1 << 20;

    private static final int MOST_LANES = 8;

    private final int maxSize;
    private final Lane[] lanes;

    /** An empty pool of writers of up to maxSize bytes each. */
    public WriterPool(int maxSize) {
        this.maxSize = maxSize;
        int processors = Math.min(MOST_LANES, Runtime.getRuntime().availableProcessors());
        this.lanes = new Lane[Integer.highestOneBit(2 * processors - 1)];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = new Lane();
        }
    }

    /** The lane of the calling thread, for {@link #take} and {@link #give}: what it takes next is what it used last. */
    public int lane() {
        return (int) Thread.currentThread().getId() & (lanes.length - 1);
    }

    /** An empty writer, which belongs to the caller from now on. */
    public CborWriter take(int lane) {
        CborWriter writer = lanes[lane].poll();
        if (writer == null && lanes.length > 1) {
            writer = lanes[lane ^ 1].poll();
        }
        return writer == null ? new CborWriter(maxSize) : writer;
    }

    /**
     * Gives back what was taken; at most once, and not before the last reader of its bytes is done.
     *
     * @param lane the one that it was taken from, by whatever thread
     */
    public void give(CborWriter writer, int lane) {
        if (writer.size() <= MOST_WRITTEN) {
            writer.clear();
            if (!lanes[lane].offer(writer) && lanes.length > 1) {
                lanes[lane ^ 1].offer(writer);
            }
        }
    }

    /** A stack, so that the writer in use is the one in the processor's cache. */
    private static final class Lane {

        private static final VarHandle BUSY;

        static {
            try {
                BUSY = MethodHandles.lookup().findVarHandle(Lane.class, "busy", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        @SuppressWarnings("UnusedVariable") // by BUSY
        private volatile boolean busy;

        // Guarded by busy.
        private final @Nullable CborWriter[] kept = new @Nullable CborWriter[MOST_KEPT];
        private int count;
        private int bytes;

        @Nullable
        CborWriter poll() {
            if (!BUSY.compareAndSet(this, false, true)) {
                return null;
            }
            CborWriter writer = null;
            if (count > 0) {
                writer = kept[--count];
                kept[count] = null;
                bytes -= writer == null ? 0 : writer.buffer().length;
            }
            BUSY.setRelease(this, false);
            return writer;
        }

        boolean offer(CborWriter writer) {
            if (!BUSY.compareAndSet(this, false, true)) {
                return false;
            }
            boolean room = count < MOST_KEPT && bytes + writer.buffer().length <= MOST_BYTES;
            if (room) {
                kept[count++] = writer;
                bytes += writer.buffer().length;
            }
            BUSY.setRelease(this, false);
            return room;
        }
    }
}
