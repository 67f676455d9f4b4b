package org.cdirpc.extension.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.cdirpc.transport.cbor.CborWriter;
import org.cdirpc.transport.channel.OutgoingCall;
import org.junit.jupiter.api.Test;

/** Which writers are used again. */
class WriterPoolTest {

    /** Else a writer is written to again while the channel still reads fragments of it. */
    @Test
    void onlyWritersThatTheChannelHasCopiedAreKept() {
        assertThat(WriterPool.MOST_WRITTEN + Attachments.MOST_BYTES).isLessThanOrEqualTo(OutgoingCall.ONE_FRAME_BYTES);
    }

    @Test
    void aWriterIsKeptUpToThatSizeOnly() {
        WriterPool pool = new WriterPool(1 << 20);
        CborWriter kept = pool.take(0);
        write(kept, WriterPool.MOST_WRITTEN);
        pool.give(kept, 0);
        assertThat(pool.take(0)).isSameAs(kept);
        assertThat(kept.size()).as("empty again").isZero();
        write(kept, WriterPool.MOST_WRITTEN + 1);
        pool.give(kept, 0);
        assertThat(pool.take(0)).isNotSameAs(kept);
    }

    private static void write(CborWriter writer, int bytes) {
        while (writer.size() < bytes) {
            writer.writeNull();
        }
        assertThat(writer.size()).isEqualTo(bytes);
    }
}
