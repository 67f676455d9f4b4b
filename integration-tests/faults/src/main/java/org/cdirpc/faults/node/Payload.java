package org.cdirpc.faults.node;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Bytes that belong to one call alone: another call's bytes, or changed ones, are told from them. */
final class Payload {

    private Payload() {}

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
