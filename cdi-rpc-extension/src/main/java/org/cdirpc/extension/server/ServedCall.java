package org.cdirpc.extension.server;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.cdirpc.RpcContext;
import org.cdirpc.extension.call.Attachments;
import org.cdirpc.extension.call.CancelActions;
import org.cdirpc.extension.call.Shapes;
import org.cdirpc.transport.channel.IncomingCall;
import org.cdirpc.transport.channel.PeerInfo;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way through the provider; the bean sees it as its {@link RpcContext}.
 *
 * <p>The permit that the call holds is given back exactly once, when nothing of it runs any more: not when the caller
 * gives it up, or cancelling would be a way to occupy more threads than permitted.
 *
 * <p>It is also what is done when the call is cancelled ({@link #run}): one object serves every purpose, because there is
 * one for each call.
 */
final class ServedCall implements RpcContext, Runnable {

    private static final VarHandle PERMITS;
    private static final VarHandle REPLY;
    private static final VarHandle PHASE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PERMITS = lookup.findVarHandle(ServedCall.class, "permits", Semaphore.class);
            REPLY = lookup.findVarHandle(ServedCall.class, "reply", Reply.class);
            PHASE = lookup.findVarHandle(ServedCall.class, "phase", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The bean does not run: a cancellation interrupts nobody. */
    private static final int OUTSIDE = 0;

    private static final int INSIDE = 1;

    /** Between the decision to interrupt the runner and having done it, which the runner waits for. */
    private static final int INTERRUPTING = 2;

    /** What is attached to the reply; replaced whole. */
    private record Reply(Map<String, String> attachments, boolean sealed) {}

    private static final Reply NOTHING = new Reply(Map.of(), false);
    private static final Reply NOTHING_SENT = new Reply(Map.of(), true);

    private final IncomingCall incoming;
    private final ExportedMethod method;
    private final Shapes.Agreed agreed;
    private final boolean onWorker;
    // Written before the bean begins; whoever hands the context to another thread publishes it.
    private Map<String, String> attachments = Map.of();

    // Written before a worker takes the call.
    private boolean waited;
    // Guarded by this.
    private @Nullable CancelActions onCancel;

    private @Nullable Thread runner;
    private @Nullable Thread ioThread;

    @SuppressWarnings("UnusedVariable") // by PERMITS
    private volatile @Nullable Semaphore permits;

    private volatile Reply reply = NOTHING;

    @SuppressWarnings("UnusedVariable") // by PHASE
    private volatile int phase;

    /**
     * A call.
     *
     * @param onWorker whether the thread that hands it over may be held up, because another one takes over what it reads
     */
    ServedCall(IncomingCall incoming, BoundMethod bound, boolean onWorker) {
        this.incoming = incoming;
        this.method = bound.method();
        this.agreed = bound.agreed();
        this.onWorker = onWorker;
    }

    /** What travels by position. */
    Shapes.Agreed agreed() {
        return agreed;
    }

    /**
     * Whether it is timed. One that waited for a thread is, also as it may be late by now; of those that run where they
     * are read only some, for reading the clock costs as much as a quick bean does.
     */
    boolean isMeasured() {
        return waited || (!method.isNonBlocking() && method.runTime().measuresNext());
    }

    /** It is going to wait for a worker, whatever thread read it. */
    void handedOver() {
        waited = true;
    }

    /** Whether the thread that handed it over is a worker, and not an I/O thread. */
    boolean onWorker() {
        return onWorker;
    }

    IncomingCall incoming() {
        return incoming;
    }

    ExportedMethod target() {
        return method;
    }

    /** The call has one of these permits, and room under its method's limits; it gives back both. */
    void holds(Semaphore taken) {
        PERMITS.setRelease(this, taken);
    }

    /** Gives back what it holds; only the first call counts. */
    void release() {
        MethodLimits limits = method.limits();
        if (releasePermit() && limits != null) {
            limits.release();
        }
    }

    /** Likewise, when it did not begin: what it took of rates is there for others, as it pays again when it comes again. */
    void giveBack() {
        MethodLimits limits = method.limits();
        if (releasePermit() && limits != null) {
            limits.giveBack();
        }
    }

    private boolean releasePermit() {
        Semaphore taken = (Semaphore) PERMITS.getAndSet(this, null);
        if (taken != null) {
            taken.release();
        }
        return taken != null;
    }

    /** The call is going to run on the current thread, which is an I/O thread. */
    void occupiesIoThread() {
        ioThread = Thread.currentThread();
    }

    /** Whether the current thread is an I/O thread that runs this call. */
    boolean isOnIoThread() {
        return ioThread == Thread.currentThread();
    }

    /** The bean begins on this thread: from now on a cancellation interrupts it. */
    void enter() {
        runner = Thread.currentThread();
        PHASE.setRelease(this, INSIDE);
        incoming.onCancel(this);
    }

    /**
     * The bean has returned, on this thread: from now on nothing is interrupted, and what was is forgotten, so that the
     * thread goes on to its next call without a mark.
     */
    void leave() {
        if (!PHASE.compareAndSet(this, INSIDE, OUTSIDE)) {
            while ((int) PHASE.getAcquire(this) == INTERRUPTING) {
                Thread.yield();
            }
        }
        Thread.interrupted();
    }

    /** Cancelled: interrupts the bean if it still runs, and never a thread that has gone on to something else. */
    @Override
    public void run() {
        if (PHASE.compareAndSet(this, INSIDE, INTERRUPTING)) {
            Thread running = runner;
            if (running != null) {
                running.interrupt();
            }
            PHASE.setRelease(this, OUTSIDE);
        }
    }

    void attached(Map<String, String> received) {
        attachments = received;
    }

    /** The reply's attachments; nothing can be attached any more. */
    Map<String, String> sealReply() {
        while (true) {
            Reply now = reply;
            Reply then = now == NOTHING ? NOTHING_SENT : new Reply(now.attachments(), true);
            if (REPLY.compareAndSet(this, now, then)) {
                return now.attachments();
            }
        }
    }

    @Override
    public String service() {
        return method.export().contract().service();
    }

    @Override
    public String method() {
        return method.codec().method().signature().call();
    }

    /** What is left of the deadline at this {@link System#nanoTime()}; not above 0 when it has passed. */
    long remainingNanos(long now) {
        return incoming.deadlineNanos() - now;
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, remainingNanos(System.nanoTime())));
    }

    @Override
    public boolean cancelled() {
        return incoming.cancelled();
    }

    @Override
    public Registration onCancel(Runnable action) {
        CancelActions actions;
        boolean isNew;
        synchronized (this) {
            isNew = onCancel == null;
            actions = onCancel == null ? new CancelActions() : onCancel;
            onCancel = actions;
        }
        if (isNew) {
            incoming.onCancel(actions);
        }
        return actions.add(action);
    }

    @Override
    public Map<String, String> attachments() {
        return attachments;
    }

    @Override
    public Map<String, String> replyAttachments() {
        return Map.copyOf(reply.attachments());
    }

    @Override
    public void attachToReply(String key, String value) {
        while (true) {
            Reply now = reply;
            if (now.sealed()) {
                throw new IllegalStateException("CDIRPC350001: attachToReply(\"" + key + "\") after the reply was sent"
                        + " (expected: before the method returns or its stage completes)");
            }
            Map<String, String> more = Attachments.with(now.attachments(), key, value);
            if (REPLY.compareAndSet(this, now, new Reply(more, false))) {
                return;
            }
        }
    }

    @Override
    public Optional<Peer> peer() {
        PeerInfo peer = incoming.peer();
        return Optional.of(new Peer(peer.node(), peer.instance(), peer.address()));
    }
}
