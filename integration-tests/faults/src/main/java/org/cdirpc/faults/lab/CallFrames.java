package org.cdirpc.faults.lab;

import java.util.concurrent.atomic.LongAdder;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.Wire;

/**
 * Counts the CALL frames that pass by: a witness of attempts that neither side can talk out of what it sent. Large calls
 * in several frames are counted as several; the lab's are small.
 */
final class CallFrames {

    private final LongAdder count = new LongAdder();

    long count() {
        return count.sum();
    }

    /** For one connection, from its first byte on: the HTTP upgrade, then frames. */
    RelayWay.Watcher reader() {
        return new Reader();
    }

    private final class Reader implements RelayWay.Watcher {

        private static final int END_OF_HEAD = ('\r' << 24) | ('\n' << 16) | ('\r' << 8) | '\n';

        private boolean upgraded;
        private int lastFour;
        private int inFrame;
        private long length;

        @Override
        public void saw(byte[] bytes, int size) {
            for (int i = 0; i < size; i++) {
                if (!upgraded) {
                    lastFour = (lastFour << 8) | (bytes[i] & 0xff);
                    upgraded = lastFour == END_OF_HEAD;
                    continue;
                }
                if (inFrame < Wire.LENGTH_BYTES) {
                    length = (length << 8) | (bytes[i] & 0xff);
                } else if (inFrame == Wire.LENGTH_BYTES && bytes[i] == FrameType.CALL.wireId()) {
                    count.increment();
                }
                inFrame++;
                if (inFrame >= Wire.LENGTH_BYTES && inFrame == Wire.LENGTH_BYTES + length) {
                    inFrame = 0;
                    length = 0;
                }
            }
        }
    }
}
