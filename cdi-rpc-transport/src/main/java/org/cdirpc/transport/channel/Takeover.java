package org.cdirpc.transport.channel;

import java.util.List;
import org.cdirpc.transport.frame.GoAway;
import org.jspecify.annotations.Nullable;

/**
 * Who has taken one channel over: a {@link Pump}, or nobody. Started in turn, and given back in turn by whoever ends it;
 * asked by any thread.
 *
 * @param <T> what the reads of the channel bring for workers
 */
final class Takeover<T> {

    private final FrameChannel channel;
    private final Outbox outbox;
    private final Pumps pumps;
    private final Runnable hurry;
    private final Pumped<T> side;
    /** Written in turn. */
    private volatile @Nullable Pump<T> pump;

    /** Nobody yet; {@code side} does what the items ask for. */
    Takeover(FrameChannel channel, ChannelContext context, Pumped<T> side) {
        this.channel = channel;
        this.outbox = channel.outbox();
        this.pumps = context.pumps();
        this.hurry = context.hurry();
        this.side = side;
    }

    /** Whether there may be a worker. */
    boolean possible() {
        return pumps.possible();
    }

    @Nullable
    Pump<T> pump() {
        return pump;
    }

    /** Whether a worker has the channel, who reads until it gives it back. */
    boolean taken() {
        return pump != null;
    }

    /** Whether the current thread is the worker, and will send what is appended now. */
    boolean sendsHere() {
        Pump<T> own = pump;
        return own != null && own.sendsFor(Thread.currentThread());
    }

    /** In turn: has a worker take the channel over with these items, which are its own then; false if there is none. */
    boolean tryStart(List<T> items) {
        Pump<T> started = new Pump<>(this, side, pumps, items);
        pump = started;
        channel.readElsewhere(true);
        boolean begun = pumps.tryStart(started);
        if (begun) {
            hurry.run();
        } else {
            pump = null;
            channel.readElsewhere(false);
        }
        return begun;
    }

    /** Whether it is of use to read on. By the pump, as all that follows. */
    boolean pumpable() {
        return channel.open() && !channel.paused();
    }

    /** Reads once, on this thread; items go to {@link Pump#add} in turn. As {@link FrameChannel#readHere}. */
    int readHere() {
        return channel.readHere();
    }

    /** As {@link FrameChannel#awaitReadable}. */
    boolean awaitReadable(long nanos) {
        return channel.awaitReadable(nanos);
    }

    /** Sends what was appended meanwhile. */
    void flush() {
        outbox.flush(false);
    }

    /** The worker has nothing to do any more, and no longer reads. */
    void ended(Pump<T> done) {
        channel.inTurn(() -> {
            if (pump == done) {
                pump = null;
                channel.readElsewhere(false);
            }
        });
    }

    /** The worker ends with a fault, the rest undone. */
    void failed(Pump<T> broken, List<T> rest, Throwable fault) {
        rest.forEach(side::undone);
        ended(broken);
        channel.inTurn(() -> channel.shut(GoAway.INTERNAL, "a fault of a worker: " + fault));
    }

    /** The worker is held up by an item: somebody else goes on with the rest, and reads. */
    void moved(Pump<T> stalled, List<T> rest) {
        channel.inTurn(() -> {
            if (pump == stalled && !tryStart(rest)) {
                side.withoutWorker(rest);
            }
        });
    }
}
