package org.cdirpc.faults.node;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Bytes that belong to one call alone: another call's bytes, or changed ones, are told from them. */
final class Payload {

    /** The length of what asks for another length; no echo of the lab is so short. */
    private static final int ASKING = Integer.BYTES;

    private Payload() {}

    /** What an echo brings: so many bytes, or, below 0, what asks for so many. */
    static byte[] request(long id, int length) {
        return length >= 0
                ? of(id, length)
                : ByteBuffer.allocate(ASKING).putInt(-length).array();
    }

    /** What an echo that brings this is answered; null if it brings what is not its own. */
    static byte @Nullable [] answer(long id, byte[] request) {
        if (request.length == ASKING) {
            return of(id, ByteBuffer.wrap(request).getInt());
        }
        return belongs(id, request, request.length) ? request : null;
    }

    static byte[] of(long id, int length) {
        byte[] bytes = new byte[length];
        SplittableRandom random = new SplittableRandom(id);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return bytes;
    }

    static boolean belongs(long id, byte[] bytes, int length) {
        return Arrays.equals(bytes, of(id, length));
    }
}
