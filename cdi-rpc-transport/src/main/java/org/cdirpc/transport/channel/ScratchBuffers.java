package org.cdirpc.transport.channel;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Direct buffers for single reads and writes, shared by all channels of a node so that idle channels hold none and
 * threads of others keep none. Thread-safe.
 */
public final class ScratchBuffers {

    /** The size of each buffer, in bytes: large messages want writes above 128 KiB. */
    public static final int BYTES = 256 << 10;

    private static final int KEPT = 16;

    private final ArrayBlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT);

    /** An empty buffer. */
    public ByteBuffer acquire() {
        ByteBuffer buffer = free.poll();
        return buffer == null ? ByteBuffer.allocateDirect(BYTES) : buffer.clear();
    }

    /** Gives a buffer back; more than a few are left to the garbage collector. */
    public void release(ByteBuffer buffer) {
        // One too many is left to the garbage collector.
        boolean unused = free.offer(buffer);
    }
}
