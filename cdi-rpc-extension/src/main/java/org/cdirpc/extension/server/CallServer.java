package org.cdirpc.extension.server;

import java.util.concurrent.Executor;
import org.cdirpc.CurrentCall;
import org.cdirpc.extension.call.WriterPool;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.channel.ChannelAcceptor;
import org.cdirpc.transport.channel.ChannelHandler;
import org.cdirpc.transport.channel.PeerInfo;

/** Serves exports on every channel that is accepted: the provider's steps, composed. Thread-safe. */
public final class CallServer implements ChannelAcceptor {

    private final Exports exports;
    private final AdmissionGate gate;
    private final Responder responder;
    private final CborLimits limits;

    /**
     * A server.
     *
     * @param settings how many calls there may be at a time
     * @param workers runs the beans; must take as many tasks as there are permits without rejecting one
     * @param callbacks cancels stages, and so runs user code, off the I/O threads; must run whatever it is given
     */
    public CallServer(
            Exports exports, AdmissionSettings settings, Executor workers, Executor callbacks, CborLimits limits) {
        this.exports = exports;
        this.limits = limits;
        this.responder = new Responder(new WriterPool(limits.maxBodyBytes()));
        this.gate = new AdmissionGate(
                new BeanInvoker(responder, callbacks, limits, System::nanoTime),
                settings,
                workers,
                responder,
                System::nanoTime);
    }

    @Override
    public ChannelHandler accepted(PeerInfo peer) {
        return new Dispatcher(exports, gate, responder, limits);
    }

    /**
     * Whether the current thread is an I/O thread that runs a {@link org.cdirpc.NonBlocking} method right now: it must
     * not wait for anything, the answer of a remote call least of all, which it may itself have to read.
     */
    public static boolean onIoThread() {
        return CurrentCall.get() instanceof ServedCall call && call.isOnIoThread();
    }

    /** How many calls run, wait for a thread, or wait for their stage. */
    public int callsInProgress() {
        return gate.inUse();
    }

    /** How many of them run in the pool or wait for a thread of it. */
    public int callsInPool() {
        return gate.pool().size();
    }

    /**
     * For how many milliseconds every call that needs a thread of the pool has been refused, without one that was let in
     * between; 0 while there is room.
     */
    public long exhaustedMillis() {
        return gate.exhaustedNanos() / 1_000_000;
    }

    /** How many calls the pool takes now; more are refused. */
    public int poolLimit() {
        return gate.pool().limit();
    }
}
