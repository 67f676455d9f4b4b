package org.cdirpc.benchmarks.compare.raw;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Finds whole frames in a buffer. */
final class RawReader {

    private RawReader() {}

    /** The content of the next frame, from its operation on, as a part of the buffer; null if it is not whole yet. */
    static @Nullable ByteBuffer next(ByteBuffer buffer) {
        if (buffer.remaining() < RawFrames.LENGTH) {
            return null;
        }
        int length = buffer.getInt(buffer.position());
        if (buffer.remaining() < RawFrames.LENGTH + length) {
            return null;
        }
        ByteBuffer frame = buffer.slice(buffer.position() + RawFrames.LENGTH, length);
        buffer.position(buffer.position() + RawFrames.LENGTH + length);
        return frame;
    }
}
