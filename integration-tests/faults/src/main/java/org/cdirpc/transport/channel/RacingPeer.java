package org.cdirpc.transport.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.RacingLink.Frame;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.GoAway;
import org.cdirpc.transport.frame.Wire;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Peer} with one link, whose time, dial and I/O are a race's, and what became of its calls. A call carries its
 * number as its body, so that it is known on the wire.
 */
final class RacingPeer implements PeerOwner {

    private static final int MOST = 32;
    private static final long HOUR = 3_600_000_000_000L;

    private static final Binding METHOD = new Binding() {
        @Override
        public int methods() {
            return 1;
        }

        @Override
        public byte[] bindBody(int firstMethodId, long capabilities) {
            return new byte[0];
        }

        @Override
        public boolean[] bound(Peer peer, byte[] boundBody) {
            return new boolean[0];
        }
    };

    private final ChannelContext context = ChannelContext.of(ChannelSettings.defaults(), () -> {});
    private final AtomicIntegerArray told = new AtomicIntegerArray(MOST);
    private final AtomicReferenceArray<@Nullable Answer> answers = new AtomicReferenceArray<>(MOST);
    private final AtomicReferenceArray<@Nullable PendingCall> calls = new AtomicReferenceArray<>(MOST);
    private final boolean[] oneWay = new boolean[MOST];
    private final java.util.concurrent.atomic.AtomicInteger made = new java.util.concurrent.atomic.AtomicInteger();
    private volatile @Nullable DialOutcome dialled;
    // By the I/O thread.
    private int replied;
    private final List<Integer> repliedTo = new ArrayList<>();
    private int lastId = GoAway.EVERY_ID;
    /** Whether calls that were sent may end without an answer, as the link is lost or their time is over. */
    private volatile boolean cut;

    private volatile long now;

    final RacingLink link = new RacingLink(() -> Thread.currentThread().interrupt());
    final Peer peer = new Peer("host", 1, null, this);

    /** With a channel that is open. */
    static RacingPeer connected() {
        RacingPeer racing = dialling();
        racing.open();
        return racing;
    }

    /** With a dial under way. */
    static RacingPeer dialling() {
        RacingPeer racing = new RacingPeer();
        racing.peer.connect();
        return racing;
    }

    void open() {
        DialOutcome outcome = dialled;
        if (outcome != null) {
            dialled = null;
            link.handler(outcome.opened(link, new NodeIdentity("s", "s-1"), 0));
        }
    }

    int send(boolean nobodyWaits) {
        int number = made.getAndIncrement();
        oneWay[number] = nobodyWaits;
        byte[] body = {(byte) number};
        calls.set(
                number,
                peer.send(new OutgoingCall(METHOD, 0, now + HOUR, new byte[0], body, 0, 1, nobodyWaits), answer -> {
                    answers.set(number, answer);
                    told.incrementAndGet(number);
                }));
        return number;
    }

    void cancel(int number) {
        PendingCall call = calls.get(number);
        if (call != null) {
            call.cancel(FailureCode.CANCELLED);
        }
    }

    /** What a caller does that waits: it reads, if it may. */
    void await(int number) {
        PendingCall call = calls.get(number);
        if (call != null) {
            call.read(1_000_000);
            // It was, if it would have waited.
            Thread.interrupted();
        }
    }

    /** Replies to the next call on the wire that is to run. By the I/O thread. */
    boolean reply() {
        List<Frame> sent = calls();
        while (replied < sent.size()) {
            Frame call = sent.get(replied++);
            // One that was withdrawn has no time left, and is not run; its caller has its answer.
            if (runs(call)) {
                repliedTo.add(call.first());
                if (!call.header().has(Wire.NO_REPLY)) {
                    link.arrives(
                            FrameHeader.of(FrameType.REPLY, 0, 0, call.header().id()), new byte[] {1});
                    link.deliver();
                }
                return true;
            }
        }
        return false;
    }

    private boolean runs(Frame call) {
        return call.header().remainingMillis() != 0
                && (lastId == GoAway.EVERY_ID
                        || Integer.compareUnsigned(call.header().id(), lastId) <= 0);
    }

    private List<Frame> calls() {
        List<Frame> frames = link.frames(true);
        frames.removeIf(frame -> frame.header().type() != FrameType.CALL);
        return frames;
    }

    /** The other side drains: what it has by now is the last that it takes. By the I/O thread. */
    void goAway() {
        int last = 1;
        for (Frame frame : link.frames(true)) {
            last = frame.header().type() == FrameType.CALL ? frame.header().id() : last;
        }
        lastId = last;
        arrivesGoAway(last);
        link.deliver();
    }

    /** A GOAWAY that names no last call, for whoever reads next. */
    void arrivesGoAway(int last) {
        link.arrives(FrameHeader.of(FrameType.GOAWAY, 0, 0, 0), new GoAway(last, GoAway.DRAINING, "draining").encode());
    }

    /** By the I/O thread. */
    void lost() {
        cut = true;
        link.close();
        link.runTasks();
    }

    /** All time limits pass. By the timer thread. */
    void timePasses() {
        cut = true;
        now += 2 * HOUR;
        peer.tick(now, 10_000_000);
    }

    /** Lets everything come to its end, and judges it. */
    void judge() {
        boolean more = true;
        while (more) {
            more = link.runTasks();
            more |= reply();
        }
        boolean wasCut = cut;
        check(wasCut || peer.pendingCalls() == 0, peer.pendingCalls() + " calls are pending and all are answered");
        // What waits for a dial that nobody makes here.
        timePasses();
        lost();
        // What has ended is forgotten as the dial that it waited for ends.
        timePasses();
        for (int i = 0; i < made.get(); i++) {
            judge(i, wasCut);
        }
        check(peer.pendingCalls() == 0, peer.pendingCalls() + " calls are pending behind the end");
    }

    private void judge(int call, boolean wasCut) {
        Answer answer = answers.get(call);
        check(told.get(call) == 1 && answer != null, "call " + call + " was told " + told.get(call) + " answers");
        boolean ran = repliedTo.contains(call);
        if (answer.ok()) {
            // A one-way call is answered when it is appended; then it must leave, unless the link is lost, though a
            // provider that takes no more drops it.
            check(
                    ran || (oneWay[call] && (wasCut || isDropped(call))),
                    "call " + call + " was told an answer and did not run");
            return;
        }
        check(
                !ran || (answer.progress() != Progress.NOT_SENT && answer.progress() != Progress.NOT_STARTED),
                "call " + call + " ran and was told " + answer.progress() + ", " + answer.code());
        check(
                wasCut || answer.code() != FailureCode.CONNECTION_LOST,
                "call " + call + " was cut off by a drain: " + answer.code());
    }

    private boolean isDropped(int call) {
        return calls().stream().anyMatch(frame -> frame.first() == call && !runs(frame));
    }

    private static void check(boolean right, String wrong) {
        if (!right) {
            throw new IllegalStateException(wrong);
        }
    }

    @Override
    public NodeIdentity self() {
        return new NodeIdentity("c", "c-1");
    }

    @Override
    public ChannelContext context() {
        return context;
    }

    @Override
    public Dialler dialler() {
        return new Dialler() {
            @Override
            public Dial dial(DialRequest request, DialOutcome outcome) {
                dialled = outcome;
                return () -> {};
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public PeerListener listener() {
        return new PeerListener() {
            @Override
            public void connected(Peer which) {}

            @Override
            public void unreachable(Peer which, String reason) {}

            @Override
            public void draining(Peer which, String reason) {}
        };
    }

    @Override
    public boolean closed() {
        return false;
    }

    @Override
    public long nanoTime() {
        return now;
    }
}
