package org.cdirpc.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cdirpc.transport.channel.Eventually.eventually;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.GoAway;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.cdirpc.transport.frame.Wire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a channel is read, and how it says goodbye. */
final class FrameChannelTest implements FrameRole {

    private final ManualLink link = new ManualLink();
    private final FrameChannel channel =
            new FrameChannel(link, false, ChannelContext.of(ChannelSettings.defaults(), () -> {}), this);

    /** An answer that is sent while the channel is being shut must not end the stream before the reason. */
    @Test
    void theStreamEndsBehindTheReason() throws ProtocolViolation {
        channel.shut(GoAway.DEAD, "why");
        assertThat(link.frames(false)).extracting(FrameHeader::type).containsExactly(FrameType.PING, FrameType.GOAWAY);
        assertThat(link.finishedAt).isEqualTo(link.takenBytes());
    }

    /** No write shows that it is gone: the channel would not be read for ever. */
    @Test
    void readingGoesOnWhenWhatIsUnsentIsDroppedAfterTheLastWrite() throws Exception {
        Outbox outbox = channel.outbox();
        long deadline = System.nanoTime();
        link.room = 0;
        outbox.cork();
        for (int id = 1; !outbox.full(); id++) {
            outbox.append(FrameHeader.of(FrameType.REPLY, 0, 0, id), Payload.of(new byte[Wire.FRAGMENT_BYTES]), null);
        }
        int before = (int) outbox.unsent();
        outbox.appendUntil(deadline, FrameHeader.of(FrameType.REPLY, 0, 0, 1_000), Payload.of(new byte[4 * before]));
        outbox.uncork();
        link.room = before - 1;
        channel.writable();
        CountDownLatch writes = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        link.room = Integer.MAX_VALUE;
        link.beforeWrite = () -> {
            writes.countDown();
            await(goOn);
        };
        Thread writer = new Thread(channel::writable);
        writer.start();
        await(writes);
        synchronized (outbox) {
            goOn.countDown();
            eventually("the last byte has left", () -> writer.getState() == Thread.State.BLOCKED);
            byte[] pong = ManualLink.frame(FrameHeader.of(FrameType.PONG, 0, 0, 0), Wire.PING_BYTES);
            link.deliver(channel, ByteBuffer.wrap(pong));
            assertThat(link.reading).isFalse();
            outbox.dropLate(deadline);
        }
        writer.join(10_000);
        assertThat(outbox.unsent()).isZero();
        assertThat(outbox.full()).isFalse();
        link.runTasks();
        assertThat(link.reading).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Called after the reason was set and before the last frame is appended: what another thread may do there. */
    @Override
    public int lastAccepted() {
        channel.ping();
        return 0;
    }

    @Override
    public void frame(FrameHeader header, ByteBuffer payload, long now) {}

    @Override
    public void batchEnd(long now) {}

    @Override
    public void pong() {}

    @Override
    public void goAway(GoAway goAway) {}

    @Override
    public boolean limitsReading() {
        return true;
    }

    @Override
    public void ended(String reason, @Nullable Throwable cause) {}
}
