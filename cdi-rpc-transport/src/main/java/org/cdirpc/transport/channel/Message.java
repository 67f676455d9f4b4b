package org.cdirpc.transport.channel;

import java.util.Arrays;
import org.cdirpc.transport.frame.FrameHeader;

/**
 * A whole message.
 *
 * @param header of its first fragment, without MORE
 * @param payload holds its bytes from index 0, for the receiver alone
 * @param length how many they are
 */
record Message(FrameHeader header, byte[] payload, int length) {

    /** The bytes in an array of their own. */
    byte[] bytes() {
        return payload.length == length ? payload : Arrays.copyOf(payload, length);
    }
}
