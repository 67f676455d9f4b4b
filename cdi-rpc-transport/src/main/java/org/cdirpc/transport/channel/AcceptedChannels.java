package org.cdirpc.transport.channel;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.cdirpc.transport.frame.GoAway;
import org.jspecify.annotations.Nullable;

/** All channels that one listener accepted: what every {@link Listener} has in common. Thread-safe. */
public final class AcceptedChannels {

    private static final Duration PONGS = Duration.ofSeconds(2);
    private static final Duration LEAVING = Duration.ofSeconds(1);
    private static final long LOOK_NANOS = 1_000_000;

    private final NodeIdentity self;
    private final ChannelContext context;
    private final ChannelAcceptor acceptor;
    private final Set<ServerChannel> channels = ConcurrentHashMap.newKeySet();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final Ticker ticker;
    private volatile boolean draining;

    /** Without workers: calls are handled on I/O threads alone. */
    public AcceptedChannels(NodeIdentity self, ChannelSettings settings, ChannelAcceptor acceptor) {
        this(self, settings, acceptor, null);
    }

    /**
     * No channels yet. Starts one timer thread, which {@link #close} ends.
     *
     * @param workers runs what it is given at once, on threads that may block, or rejects it; see
     *     {@link ChannelHandler#wantsWorker}
     */
    public AcceptedChannels(
            NodeIdentity self, ChannelSettings settings, ChannelAcceptor acceptor, @Nullable Executor workers) {
        this.self = self;
        this.acceptor = acceptor;
        this.context = ChannelContext.of(settings, workers, this::hurry);
        this.ticker = new Ticker(
                "cdi-rpc-serving-" + self.node(),
                Pumps.LOOK_NANOS,
                settings.pingInterval(),
                new NodeTick(context.pumps(), this::tickAll));
    }

    /** Who accepts. */
    public NodeIdentity self() {
        return self;
    }

    /** Whether new channels are to be refused. */
    public boolean draining() {
        return draining;
    }

    /** A channel for a link whose handshake is done; on the link's I/O thread, before anything is read. */
    public LinkHandler accept(Link link, PeerInfo peer) {
        ServerChannel channel;
        try {
            channel = new ServerChannel(link, peer, context, this, acceptor);
        } catch (RuntimeException e) {
            ChannelLog.LOG.handlerFailed(peer.address(), "accepted", e);
            link.close();
            return new Discarding();
        }
        channels.add(channel);
        if (draining) {
            // The drain may have begun after the handshake was answered, and have missed this one.
            channel.shut(GoAway.DRAINING, "draining");
        }
        return channel.linkHandler();
    }

    void accepted() {
        accepted.increment();
    }

    /** An accepted call has ended. */
    void ended() {
        ended.increment();
    }

    void ended(ServerChannel channel) {
        channels.remove(channel);
    }

    /** How many channels are open. */
    public int open() {
        return channels.size();
    }

    /** Calls that are running. */
    public int runningCalls() {
        return channels.stream().mapToInt(ServerChannel::runningCalls).sum();
    }

    /** Received bytes that are held for calls and unfinished messages. */
    public long heldBytes() {
        return context.budget().used();
    }

    /** See {@link Listener#drain}. */
    public DrainResult drain(Duration limit) {
        long begin = System.nanoTime();
        long before = ended.sum();
        draining = true;
        String text = self.node() + " is draining";
        channels.forEach(channel -> channel.announceDrain(text));
        await(() -> channels.stream().allMatch(ServerChannel::hasAnsweredDrain), min(PONGS, limit));
        channels.forEach(channel -> channel.endTaking(text));
        Duration left = limit.minusNanos(System.nanoTime() - begin);
        await(this::quiet, left);
        long finished = ended.sum() - before;
        int unfinished =
                channels.stream().mapToInt(ServerChannel::unfinishedCalls).sum();
        long total = accepted.sum() + unfinished - before;
        long cut = total - finished;
        if (runningCalls() == 0 && unfinished == 0) {
            // A client closes once all is answered; a close from here could overtake the last answers as a reset. And
            // all looks quiet between a call's end and its answer's place among the unsent.
            long leaving = System.nanoTime();
            left = limit.minusNanos(leaving - begin);
            await(
                    () -> channels.isEmpty() || (System.nanoTime() - leaving >= LEAVING.toNanos() && quiet()),
                    left.compareTo(LEAVING) > 0 ? left : LEAVING);
        }
        channels.forEach(channel -> channel.close("drained"));
        await(channels::isEmpty, LEAVING);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        if (cut > 0) {
            ChannelLog.LOG.drainCut(cut, total, millis);
        }
        return new DrainResult(total, finished, cut, millis);
    }

    private boolean quiet() {
        return channels.stream().allMatch(ServerChannel::quiet);
    }

    /** Cuts all channels and ends the timer thread. Idempotent; the links' threads must still run. */
    public void close() {
        draining = true;
        channels.forEach(channel -> channel.close("closed"));
        await(channels::isEmpty, LEAVING);
        ticker.close();
    }

    private void hurry() {
        ticker.hurry();
    }

    /** What the timer thread does for the channels. */
    boolean tickAll(long now, long elapsed) {
        boolean soon = false;
        for (ServerChannel channel : channels) {
            soon |= channel.tick(now, elapsed);
        }
        return soon;
    }

    /** Waits for something that I/O threads bring about; an interrupt is kept for later and shortens nothing. */
    private static void await(BooleanSupplier done, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        while (!done.getAsBoolean() && System.nanoTime() - end < 0) {
            interrupted |= Thread.interrupted();
            LockSupport.parkNanos(LOOK_NANOS);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Of a link that nobody wants. */
    private static final class Discarding implements LinkHandler {
        @Override
        public void readable() {}

        @Override
        public void writable() {}

        @Override
        public void ended(@Nullable Throwable cause) {}
    }
}
