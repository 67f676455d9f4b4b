package org.cdirpc.transport.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;

/** Serves methods by index: see the constants. */
public final class EchoServer implements ChannelAcceptor {

    public static final int ECHO = 0;
    public static final int HOLD = 1;
    public static final int FAIL = 2;
    public static final int THROW = 3;
    public static final int BIG = 4;
    /** Blocks on a worker until {@link #goOn}; handled elsewhere it is held. */
    public static final int STALL = 5;

    static final int METHODS = 6;
    static final byte[] BOUND = {1, 2, 3};

    public final BlockingQueue<IncomingCall> held = new LinkedBlockingQueue<>();
    public final Semaphore goOn = new Semaphore(0);
    public final AtomicInteger stalled = new AtomicInteger();
    public final AtomicInteger onWorkers = new AtomicInteger();
    public final AtomicInteger calls = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();
    public final List<PeerInfo> peers = new ArrayList<>();
    /** Calls that were there before any BIND. */
    final AtomicInteger unbound = new AtomicInteger();

    final ConcurrentLinkedQueue<byte[]> binds = new ConcurrentLinkedQueue<>();
    volatile boolean refusesBind;

    @Override
    public ChannelHandler accepted(PeerInfo peer) {
        synchronized (peers) {
            peers.add(peer);
        }
        return new ChannelHandler() {
            @Override
            public byte[] bind(byte[] body) {
                if (refusesBind) {
                    throw new IllegalStateException("these methods are not known here");
                }
                binds.add(body);
                return BOUND;
            }

            @Override
            public void call(IncomingCall call) {
                serve(call);
            }

            @Override
            public void callOnWorker(IncomingCall call) {
                onWorkers.incrementAndGet();
                if ((call.method() - 1) % METHODS == STALL) {
                    stalled.incrementAndGet();
                    goOn.acquireUninterruptibly();
                    call.reply(new byte[0], call.buffer(), call.offset(), call.length());
                } else {
                    serve(call);
                }
            }

            @Override
            public boolean wantsWorker(IncomingCall call) {
                return true;
            }

            @Override
            public void closed() {
                closed.incrementAndGet();
            }
        };
    }

    private void serve(IncomingCall call) {
        calls.incrementAndGet();
        if (binds.isEmpty()) {
            unbound.incrementAndGet();
        }
        switch ((call.method() - 1) % METHODS) {
            case ECHO -> {
                if (call.oneWay()) {
                    call.ended();
                } else {
                    call.reply(call.positional(), new byte[0], call.buffer(), call.offset(), call.length());
                }
            }
            case HOLD -> held.add(call);
            case STALL -> {
                stalled.incrementAndGet();
                held.add(call);
            }
            case FAIL -> call.fail(Progress.NOT_STARTED, FailureCode.REJECTED, 77, new byte[] {9, 8});
            case BIG -> call.reply(new byte[0], new byte[(8 << 20) + 1], 0, (8 << 20) + 1);
            default -> throw new IllegalStateException("as asked for");
        }
    }
}
