package org.cdirpc.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameType;
import org.junit.jupiter.api.Test;

/** When a caller may read its own answer. */
final class LoneReaderTest {

    private static final long A_MOMENT = 1;

    private final ManualPeer peer = new ManualPeer();
    // Of the BIND.
    private int lastId = 1;

    private void reply() {
        peer.link().arrives(ByteBuffer.wrap(ManualLink.frame(FrameHeader.of(FrameType.REPLY, 0, 0, ++lastId), 1)));
    }

    private boolean readsAlone() {
        PendingCall call = peer.send();
        reply();
        boolean reads = call.read(ManualPeer.SECOND);
        peer.link().runTasks();
        peer.handler().readable();
        assertThat(peer.answers).hasSize(lastId - 1);
        return reads;
    }

    @Test
    void aCallerReadsOnceSoManyCallsWereAlone() {
        assertThat(readsAlone()).as("at first").isTrue();
        PendingCall first = peer.send();
        PendingCall second = peer.send();
        assertThat(second.read(A_MOMENT)).as("two at a time").isFalse();
        peer.link().runTasks();
        for (PendingCall call : List.of(first, second)) {
            reply();
            peer.handler().readable();
            assertThat(call.read(A_MOMENT)).as("answered already").isFalse();
        }
        for (int i = 0; i < 32; i++) {
            assertThat(readsAlone()).as("alone call %s", i).isFalse();
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(readsAlone()).as("it stays so: %s", i).isTrue();
        }
    }
}
