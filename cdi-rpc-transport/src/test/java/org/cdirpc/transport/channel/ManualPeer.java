package org.cdirpc.transport.channel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.ProtocolViolation;

/** A peer whose time, ticks, dials and links are in the test's hands. One thread. */
final class ManualPeer implements PeerOwner {

    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;
    static final long TICK = 10 * MILLI;

    private final ChannelContext context;
    /** Announced by the first call on a channel, whose id is 2 for that. */
    private final Binding method = new OneMethod();

    private final List<LinkHandler> handlers = new ArrayList<>();
    final List<ManualLink> links = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    final List<Answer> answers = new ArrayList<>();
    /** Whether dials are answered at once; else their outcomes are here. */
    boolean answersDials = true;

    final List<DialOutcome> dials = new ArrayList<>();
    long now = System.nanoTime();
    /** What the last tick said. */
    boolean soon;

    final Peer peer;

    ManualPeer() {
        this(1);
    }

    /** With channels whose ids begin there. */
    ManualPeer(int firstCallId) {
        ChannelContext usual = ChannelContext.of(ChannelSettings.defaults(), () -> {});
        context = new ChannelContext(
                usual.settings(), usual.scratch(), usual.budget(), usual.pumps(), usual.hurry(), firstCallId);
        peer = new Peer("host", 1, null, this);
    }

    PendingCall send() {
        return send(3_600 * SECOND, 1);
    }

    PendingCall send(long nanos, int size) {
        return peer.send(
                new OutgoingCall(method, 0, now + nanos, new byte[0], new byte[size], 0, size, false), answers::add);
    }

    void pass(long nanos) {
        for (long end = now + nanos; now < end; ) {
            now += TICK;
            soon = peer.tick(now, TICK);
        }
    }

    void opened(DialOutcome outcome) {
        ManualLink link = new ManualLink();
        links.add(link);
        handlers.add(outcome.opened(link, new NodeIdentity("s", "s-1"), 0));
    }

    ManualLink link() {
        return links.get(links.size() - 1);
    }

    LinkHandler handler() {
        return handlers.get(handlers.size() - 1);
    }

    void arrives(FrameType type, int id, int size) {
        link().deliver(handler(), ByteBuffer.wrap(ManualLink.frame(FrameHeader.of(type, 0, 0, id), size)));
    }

    long pings() throws ProtocolViolation {
        return link().frames(true).stream()
                .filter(frame -> frame.type() == FrameType.PING)
                .count();
    }

    Answer lastAnswer() {
        return answers.get(answers.size() - 1);
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
                dials.add(outcome);
                if (answersDials) {
                    opened(outcome);
                }
                return () -> {};
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public PeerListener listener() {
        return new ToldOfPeers(told);
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
