package org.cdirpc.transport.channel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.cdirpc.transport.channel.RacingLink.Frame;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.GoAway;
import org.jspecify.annotations.Nullable;

/** The serving side of one channel, whose I/O, workers and timer are a race's. */
public final class RacingProvider {

    /** The answer to a call: its id, whether it is a reply or a failure, and what is legible of it. */
    public record Told(int id, boolean reply, String text) {}

    /** Has a timer thread of its own, which has nothing to do here: nobody races with it. */
    private static final AcceptedChannels OWNER =
            new AcceptedChannels(new NodeIdentity("s", "s-1"), ChannelSettings.defaults(), peer -> {
                throw new IllegalStateException("nothing is accepted here");
            });

    private static final int FIRST_ID = 1;
    private static final long FIFTY_DAYS = 50 * 86_400_000_000_000L;

    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ChannelContext context;
    private final RacingLink link = new RacingLink();
    private final ServerChannel channel;
    private int nextId = FIRST_ID;
    private int firstCall = FIRST_ID;

    /**
     * A channel that is open.
     *
     * @param pumped whether there are workers that take it over
     */
    public RacingProvider(ChannelAcceptor acceptor, boolean pumped) {
        context = ChannelContext.of(ChannelSettings.defaults(), pumped ? tasks::add : null, () -> {});
        channel = new ServerChannel(link, new PeerInfo("c", "c-1", "race", 0), context, OWNER, acceptor);
        link.handler(channel.linkHandler());
    }

    /** Starts the timer thread before Lincheck looks. */
    public static void prepare() {
        OWNER.self();
    }

    /** By the I/O thread, as all up to {@link #lost}: methods are announced. */
    public void bind(byte[] body) {
        arrives(FrameHeader.of(FrameType.BIND, 0, 0, nextId++), body);
        firstCall = nextId;
    }

    /**
     * A call arrives, with the most time that there is, 49 days: of two readings of the clock Lincheck stops only those
     * that it sees, so this must be longer than the machine is up.
     */
    public void call(int flags, byte[] body) {
        arrives(new FrameHeader(FrameType.CALL, flags, 0, nextId++, -1, 0), body);
    }

    /** The caller gives up the call that came so many before the last one. */
    public void cancel(int before) {
        int id = nextId - 1 - before;
        if (id >= firstCall) {
            arrives(FrameHeader.of(FrameType.CANCEL, 0, 0, id), new byte[0]);
        }
    }

    private void arrives(FrameHeader header, byte[] body) {
        link.arrives(header, body);
        link.deliver();
    }

    /** What an I/O thread has to do. */
    public boolean run() {
        return link.runTasks();
    }

    /** The channel ends. */
    public void lost() {
        link.close();
        link.runTasks();
    }

    /** All time limits pass; by the timer thread. */
    public void timePasses() {
        channel.tick(System.nanoTime() + FIFTY_DAYS, 10_000_000);
    }

    /** Looks after the workers; by the timer thread. */
    public void look() {
        context.pumps().look();
    }

    /** Takes no more from now on; by whoever stops the node. */
    public void endTaking() {
        channel.endTaking("stopping");
    }

    /** Whether nothing is left of what was taken; by whoever stops the node. */
    public boolean quiet() {
        return channel.quiet();
    }

    /** One worker does what it is given; false if there is nothing. */
    public boolean work() {
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    /** For tasks of others. */
    public void later(Runnable task) {
        tasks.add(task);
    }

    /** The ids of all calls that arrived. */
    public List<Integer> ids() {
        List<Integer> ids = new ArrayList<>();
        for (int id = firstCall; id < nextId; id++) {
            ids.add(id);
        }
        return ids;
    }

    /** The answers that the link took, in their order. */
    public List<Told> answers() {
        List<Told> answers = new ArrayList<>();
        for (Frame frame : link.frames(false)) {
            FrameType type = frame.header().type();
            if (type == FrameType.REPLY || type == FrameType.FAIL) {
                String text = new String(frame.payload(), StandardCharsets.UTF_8).replaceAll("[^ -~]+", " ");
                answers.add(new Told(frame.header().id(), type == FrameType.REPLY, text));
            }
        }
        return answers;
    }

    /** The last call that is taken as a GOAWAY said; null without one. */
    public @Nullable Integer lastTaken() {
        Integer last = null;
        for (Frame frame : link.frames(false)) {
            if (frame.header().type() == FrameType.GOAWAY) {
                last = GoAway.decode(ByteBuffer.wrap(frame.payload())).lastId();
            }
        }
        return last;
    }

    /** Calls that the channel believes to run. */
    public int running() {
        return channel.runningCalls();
    }

    /** Bytes that are held for calls. */
    public long held() {
        return context.budget().used();
    }
}
