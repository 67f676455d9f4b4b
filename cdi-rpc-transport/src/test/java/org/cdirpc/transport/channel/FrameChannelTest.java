package org.cdirpc.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.GoAway;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a channel says goodbye. */
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
