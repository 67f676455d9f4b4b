package org.cdirpc.transport.channel;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Direct buffers for single reads and writes, shared by all channels of a node so that idle channels hold none and
 * threads of others keep none. Thread-safe.
 */
public final class ScratchBuffers {

    /** The size of each buffer, in bytes: large messages want writes above 128 KiB. */
    public static final int BYTES = 256 << 10;

    private static final int KEPT = 16;

    private final AtomicReferenceArray<@Nullable ByteBuffer> free = new AtomicReferenceArray<>(KEPT);

    /** An empty buffer. */
    public ByteBuffer acquire() {
        for (int i = 0; i < KEPT; i++) {
            ByteBuffer buffer = free.getPlain(i) == null ? null : free.getAndSet(i, null);
            if (buffer != null) {
                return buffer.clear();
            }
        }
        return ByteBuffer.allocateDirect(BYTES);
    }

    /** Gives a buffer back; more than a few are left to the garbage collector. */
    public void release(ByteBuffer buffer) {
        for (int i = 0; i < KEPT; i++) {
            if (free.getPlain(i) == null && free.compareAndSet(i, null, buffer)) {
                return;
            }
        }
    }
}
