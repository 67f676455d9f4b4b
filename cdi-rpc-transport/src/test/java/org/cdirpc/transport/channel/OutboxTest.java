package org.cdirpc.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameReader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.cdirpc.transport.frame.Wire;
import org.junit.jupiter.api.Test;

/** The order and the number of writes, over a link that takes as many bytes as the test lets it. */
final class OutboxTest implements OutboxEvents {

    private final SlowLink link = new SlowLink();
    private final Outbox outbox = new Outbox(link, new ScratchBuffers(), this);
    private int drained;
    private int relieved;

    /** The channel ends while a call is given up: its judgement is that of the channel's end, and no fault. */
    @Test
    void whatIsWithdrawnAfterTheEndWasNotSent() {
        Outbox closed = new Outbox(link, new ScratchBuffers(), this);
        PendingSend call = new PendingSend(null, answer -> {}, null, 0);
        for (int id = 1; id <= 100; id++) {
            closed.append(
                    new FrameHeader(FrameType.CALL, 0, 1, id, 5_000, 0),
                    Payload.of(new byte[100]),
                    id == 1 ? call : null);
        }
        closed.close();
        assertThat(closed.withdraw(call)).isTrue();
    }

    @Test
    void aSmallMessageOvertakesALargeOne() throws ProtocolViolation {
        link.room = 100_000;
        append(1, 4 << 20);
        outbox.flush(false);
        append(2, 10);
        outbox.flush(false);
        link.takeAll(outbox);
        List<FrameHeader> frames = link.frames();
        int small = indexOf(frames, 2);
        assertThat(frames.get(0).id()).isEqualTo(1);
        assertThat(small).as("behind what was swapped in before it").isLessThanOrEqualTo(3);
        assertThat(frames).hasSize(64 + 1);
        assertThat(frames.get(64).has(Wire.MORE)).isFalse();
        assertThat(outbox.unsent()).isZero();
    }

    @Test
    void itIsFullAboveOneMebibyteUntilHalfOfThatIsLeft() {
        append(1, 1 << 20);
        assertThat(outbox.full()).as("just above").isTrue();
        link.room = 500_000;
        outbox.flush(false);
        assertThat(outbox.full()).as("more than half is left").isTrue();
        assertThat(relieved).isZero();
        link.takeAll(outbox);
        assertThat(outbox.full()).isFalse();
        assertThat(relieved).isEqualTo(1);
        assertThat(outbox.unsent()).isZero();
    }

    /** They would be sent, slowly, to somebody who has given up, and kept here until then. */
    @Test
    void lateLargeAnswersOfWhichNothingLeftAreDropped() throws ProtocolViolation {
        long now = System.nanoTime();
        append(1, 2 << 20);
        answerUntil(now + 1, 2);
        answerUntil(now + 1_000, 3);
        outbox.dropLate(now);
        assertThat(outbox.unsent()).isGreaterThan(6 << 20);
        outbox.dropLate(now + 1);
        link.takeAll(outbox);
        outbox.flush(false);
        link.takeAll(outbox);
        assertThat(outbox.unsent()).isZero();
        assertThat(link.frames()).extracting(FrameHeader::id).contains(1, 3).doesNotContain(2);
    }

    @Test
    void whileItIsFullTheAnswerThatIsDoneSoonestGoesFirst() throws ProtocolViolation {
        long later = System.nanoTime() + 60_000_000_000L;
        answerUntil(later, 1, 2 << 20);
        answerUntil(later, 2, 300_000);
        answerUntil(later, 3, 200_000);
        outbox.flush(false);
        link.takeAll(outbox);
        List<Integer> ids = link.frames().stream().map(FrameHeader::id).toList();
        assertThat(ids.lastIndexOf(3)).isLessThan(ids.indexOf(2));
        assertThat(ids.lastIndexOf(2)).isLessThan(ids.lastIndexOf(1));
        assertThat(ids.subList(0, 6)).as("the first began before it was full").containsExactly(1, 3, 3, 3, 3, 2);
    }

    private void answerUntil(long deadline, int id) {
        answerUntil(deadline, id, 2 << 20);
    }

    private void answerUntil(long deadline, int id, int bytes) {
        outbox.appendUntil(deadline, new FrameHeader(FrameType.CALL, 0, 1, id, 5_000, 0), Payload.of(new byte[bytes]));
    }

    @Test
    void largeMessagesTakeTurns() throws ProtocolViolation {
        append(1, 1 << 20);
        append(2, 1 << 20);
        outbox.flush(false);
        link.takeAll(outbox);
        List<FrameHeader> frames = link.frames();
        assertThat(frames.subList(0, 6).stream().map(FrameHeader::id)).containsExactly(1, 2, 1, 2, 1, 2);
    }

    @Test
    void whatIsAppendedTogetherLeavesInOneWrite() throws ProtocolViolation {
        link.room = Integer.MAX_VALUE;
        outbox.cork();
        for (int id = 1; id <= 100; id++) {
            append(id, 400);
            outbox.flush(false);
        }
        assertThat(link.writes).isZero();
        outbox.uncork();
        assertThat(link.writes).isEqualTo(1);
        assertThat(link.frames()).hasSize(100);
        assertThat(drained).isEqualTo(1);
    }

    @Test
    void aCallThatHasNotLeftIsTakenBack() throws ProtocolViolation {
        PendingSend call = call();
        outbox.cork();
        outbox.append(new FrameHeader(FrameType.CALL, 0, 1, 1, 5_000, 0), Payload.of(new byte[10]), call);
        assertThat(outbox.withdraw(call)).isTrue();
        link.room = Integer.MAX_VALUE;
        outbox.uncork();
        assertThat(link.frames().get(0).remainingMillis()).as("never run").isZero();
        assertThat(outbox.withdraw(call)).as("it has left").isFalse();
    }

    /** It waits for the link, which has taken a part of what stands before it. */
    @Test
    void aCallBehindAFullLinkIsTakenBack() throws ProtocolViolation {
        PendingSend call = call();
        link.room = 100;
        append(1, 1_000);
        outbox.append(new FrameHeader(FrameType.CALL, 0, 1, 2, 5_000, 0), Payload.of(new byte[10]), call);
        outbox.flush(false);
        assertThat(outbox.withdraw(call)).isTrue();
        link.takeAll(outbox);
        assertThat(link.frames()).extracting(FrameHeader::remainingMillis).containsExactly(5_000, 0);
    }

    @Test
    void aLargeCallThatHasHalfLeftIsTakenBack() throws ProtocolViolation {
        PendingSend call = call();
        link.room = 200_000;
        outbox.append(new FrameHeader(FrameType.CALL, 0, 1, 1, 5_000, 0), Payload.of(new byte[2 << 20]), call);
        outbox.flush(false);
        assertThat(call.end()).isEqualTo(Long.MAX_VALUE);
        assertThat(outbox.withdraw(call)).isTrue();
        link.takeAll(outbox);
        assertThat(link.frames()).allMatch(frame -> frame.has(Wire.MORE));
        assertThat(outbox.unsent()).isZero();
    }

    /** Else a call that was run could be called NOT_SENT when its channel dies at this moment, and be repeated. */
    @Test
    void whatTheLinkIsJustTakingCountsAsOffered() {
        PendingSend call = call();
        link.room = Integer.MAX_VALUE;
        List<Boolean> offered = new ArrayList<>();
        link.onTaken = () -> offered.add(call.end() <= outbox.offered());
        outbox.append(new FrameHeader(FrameType.CALL, 0, 1, 1, 5_000, 0), Payload.of(new byte[10]), call);
        assertThat(call.end()).isGreaterThan(outbox.offered());
        outbox.flush(false);
        assertThat(offered).containsExactly(true);
    }

    @Test
    void nothingFollowsTheLastMessage() throws ProtocolViolation {
        append(1, 1 << 20);
        outbox.appendLast(FrameHeader.of(FrameType.GOAWAY, 0, 0, 0), Payload.of(new byte[5]));
        assertThat(append(2, 1)).isFalse();
        outbox.flush(false);
        link.takeAll(outbox);
        List<FrameHeader> frames = link.frames();
        assertThat(frames.get(frames.size() - 1).type()).isEqualTo(FrameType.GOAWAY);
        assertThat(frames).hasSize(2);
    }

    private static PendingSend call() {
        Dialler nobody = new InProcessNetwork().dialler();
        try (nobody) {
            ChannelSettings settings = ChannelSettings.defaults();
            Binding binding = new Binding() {
                @Override
                public int methods() {
                    return 1;
                }

                @Override
                public byte[] bindBody(int firstMethodId, long capabilities) {
                    return Payload.NONE;
                }

                @Override
                public boolean[] bound(Peer peer, byte[] boundBody) {
                    return new boolean[0];
                }
            };
            try (Client client = new Client(settings, nobody)) {
                Peer peer = client.channels.peer("x", 1, null);
                OutgoingCall call =
                        new OutgoingCall(binding, 0, Long.MAX_VALUE, Payload.NONE, Payload.NONE, 0, 0, false);
                return new PendingSend(call, answer -> {}, peer, 0);
            }
        }
    }

    private boolean append(int id, int size) {
        return outbox.append(new FrameHeader(FrameType.CALL, 0, 1, id, 5_000, 0), Payload.of(new byte[size]), null);
    }

    private static int indexOf(List<FrameHeader> frames, int id) {
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).id() == id) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void wrote(ByteBuffer bytes) {}

    @Override
    public void relieved() {
        relieved++;
    }

    @Override
    public void drained() {
        drained++;
    }

    @Override
    public void writeFailed(IOException cause) {
        throw new AssertionError(cause);
    }

    /** Takes so many bytes; runs tasks when asked to. */
    private static final class SlowLink implements Link {

        @Override
        public int read(ByteBuffer bytes) {
            return 0;
        }

        @Override
        public boolean awaitReadable(long nanos) {
            return false;
        }

        @Override
        public void wakeReader() {}

        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final List<Runnable> tasks = new ArrayList<>();
        private Runnable onTaken = () -> {};
        private int room;
        private int writes;
        private boolean awaited;

        @Override
        public int write(ByteBuffer bytes) {
            byte[] some = new byte[Math.min(room, bytes.remaining())];
            bytes.get(some);
            taken.writeBytes(some);
            onTaken.run();
            room -= some.length;
            writes++;
            return some.length;
        }

        void takeAll(Outbox outbox) {
            while (awaited || !tasks.isEmpty()) {
                room = 70_000;
                if (awaited) {
                    awaited = false;
                    outbox.drain();
                } else {
                    tasks.remove(0).run();
                }
            }
        }

        List<FrameHeader> frames() throws ProtocolViolation {
            List<FrameHeader> frames = new ArrayList<>();
            new FrameReader(true).feed(ByteBuffer.wrap(taken.toByteArray()), (header, payload) -> frames.add(header));
            return frames;
        }

        @Override
        public void awaitWritable() {
            awaited = true;
        }

        @Override
        public void reading(boolean on) {}

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void finish() {}

        @Override
        public void close() {}

        @Override
        public String remote() {
            return "test";
        }
    }
}
