package org.cdirpc.transport.channel;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All channels that this node dials, one per instance, shared by all calls. Thread-safe. */
public final class ClientChannels implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(2);

    /** Less than the timer's longest rest, so that a rest that ends early is not one look less. */
    private static final long SECOND_NANOS = 900_000_000;

    private record Key(String host, int port, @Nullable String instance) {}

    private final ConcurrentHashMap<Key, Peer> peers = new ConcurrentHashMap<>();
    /** Those that nobody calls any more and whose last answers are waited for. */
    private final Set<Peer> leaving = ConcurrentHashMap.newKeySet();

    private final Owner owner;
    private final List<Runnable> looks = new CopyOnWriteArrayList<>();
    private final Lock ends = new ReentrantLock();
    private final Condition ended = ends.newCondition();
    private final Ticker ticker;
    private volatile boolean closed;
    // By the timer thread.
    private long lookedNanos = System.nanoTime();

    /**
     * Nothing is dialled yet. Starts one timer thread.
     *
     * @param dialler used, but not closed, by this: close it afterwards
     */
    public ClientChannels(NodeIdentity self, ChannelSettings settings, Dialler dialler, PeerListener listener) {
        this(self, settings, dialler, listener, null);
    }

    /**
     * Likewise, with workers.
     *
     * @param workers runs what it is given at once, on threads that may block, or rejects it; see
     *     {@link CallListener#wantsWorker}
     */
    public ClientChannels(
            NodeIdentity self,
            ChannelSettings settings,
            Dialler dialler,
            PeerListener listener,
            @Nullable Executor workers) {
        this.owner = new Owner(self, ChannelContext.of(settings, workers, this::hurry), dialler, listener);
        this.ticker = new Ticker(
                "cdi-rpc-calls-" + self.node(),
                Pumps.LOOK_NANOS,
                settings.pingInterval(),
                new NodeTick(owner.context().pumps(), this::tickAll));
    }

    /**
     * The peer for an instance; the same object for the same instance until retired. Nothing is dialled by this.
     *
     * @param expectedInstance null for a static endpoint: whoever answers there is taken
     */
    public Peer peer(String host, int port, @Nullable String expectedInstance) {
        if (port < 1 || port > 0xffff) {
            throw ChannelMessages.MESSAGES.portInvalid(port);
        }
        Key key = new Key(host, port, expectedInstance);
        Peer known = peers.get(key);
        if (known != null) {
            return known;
        }
        Peer peer = peers.computeIfAbsent(key, k -> new Peer(host, port, expectedInstance, owner));
        if (closed) {
            // Closing may have missed it.
            peer.close(ChannelMessages.MESSAGES.closed());
        }
        return peer;
    }

    /** For an instance the cluster no longer lists and which has nothing in flight: closes its channel. */
    public void retire(Peer peer) {
        peers.values().remove(peer);
        peer.close(ChannelMessages.MESSAGES.retired(peer.describe()));
    }

    /**
     * For an instance that is well and not needed any more: its channel takes nothing new, which fails at once as where an
     * instance drains, and ends when all that was sent is answered. A peer that is asked for later is another one.
     */
    public void leave(Peer peer) {
        leaving.add(peer);
        peers.values().remove(peer);
        peer.leave(ChannelMessages.MESSAGES.left(peer.describe()));
        hurry();
    }

    /**
     * Takes nothing new from now on, which fails at once, and lets what was sent be answered. Blocks until that is done, for
     * at most the given time; {@link #close} ends what is left.
     *
     * @return how many calls are left
     */
    public int drain(Duration limit) {
        closed = true;
        peers.values().forEach(peer -> peer.leave(ChannelMessages.MESSAGES.closed()));
        hurry();
        awaitEnd(limit);
        return pendingCalls();
    }

    /** Ends every channel; what is pending fails with what is known of it. Idempotent. Blocks for at most 2 s. */
    @Override
    public void close() {
        closed = true;
        all().forEach(peer -> peer.close(ChannelMessages.MESSAGES.closed()));
        // Links end on their I/O threads, which answer what is pending.
        awaitEnd(CLOSE);
        ticker.close();
    }

    /** An interrupt is kept for later and shortens nothing. */
    private void awaitEnd(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        ends.lock();
        try {
            long left = limit.toNanos();
            while (left > 0 && all().anyMatch(Peer::hasChannels)) {
                try {
                    left = ended.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                    left = end - System.nanoTime();
                }
            }
        } finally {
            ends.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Wakes who waits for the end. Nobody waits before this is closed, and who begins to wait looks afterwards, so that
     * nothing is missed, and until then it costs a read.
     */
    private void channelEnded() {
        if (closed) {
            ends.lock();
            try {
                ended.signalAll();
            } finally {
                ends.unlock();
            }
        }
    }

    /**
     * Has the timer thread do something about once a second, beside its own work: it must be short and wait for nothing.
     * What it throws is logged, and it is done again.
     */
    public void eachSecond(Runnable look) {
        looks.add(look);
    }

    /** Calls that are waiting or sent and not answered. */
    public int pendingCalls() {
        return all().mapToInt(Peer::pendingCalls).sum();
    }

    private Stream<Peer> all() {
        return Stream.concat(peers.values().stream(), leaving.stream());
    }

    /** What the timer thread does for the peers. */
    private boolean tickAll(long now, long elapsed) {
        boolean soon = false;
        for (Peer peer : peers.values()) {
            soon |= peer.tick(now, elapsed);
        }
        for (Peer peer : leaving) {
            soon |= peer.tick(now, elapsed);
            if (!peer.hasChannels()) {
                leaving.remove(peer);
            }
        }
        if (now - lookedNanos >= SECOND_NANOS) {
            lookedNanos = now;
            looks.forEach(Runnable::run);
        }
        return soon;
    }

    private void hurry() {
        ticker.hurry();
    }

    private final class Owner implements PeerOwner {
        private final NodeIdentity self;
        private final ChannelContext context;
        private final Dialler dialler;
        private final PeerListener listener;

        Owner(NodeIdentity self, ChannelContext context, Dialler dialler, PeerListener listener) {
            this.self = self;
            this.context = context;
            this.dialler = dialler;
            this.listener = listener;
        }

        @Override
        public NodeIdentity self() {
            return self;
        }

        @Override
        public ChannelContext context() {
            return context;
        }

        @Override
        public Dialler dialler() {
            return dialler;
        }

        @Override
        public PeerListener listener() {
            return listener;
        }

        @Override
        public boolean closed() {
            return closed;
        }

        @Override
        public void channelEnded() {
            ClientChannels.this.channelEnded();
        }
    }
}
