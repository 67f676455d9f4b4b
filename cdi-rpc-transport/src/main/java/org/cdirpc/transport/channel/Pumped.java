package org.cdirpc.transport.channel;

import java.util.List;

/**
 * A side of a channel that a worker can take over.
 *
 * @param <T> what its reads bring for workers
 */
interface Pumped<T> {

    /** Does what one item asks for: user code, which may block. On the worker. */
    void serve(T item);

    /** Does it on a worker of its own where there is such a thing, as too much stands behind it. */
    void serveElsewhere(T item);

    /** Whether it is of use to read on. */
    boolean pumpable();

    /** Reads once, on this thread; items go to {@link Pump#add} in turn. As {@link FrameChannel#readHere}. */
    int readHere();

    /** As {@link FrameChannel#awaitReadable}. */
    boolean awaitReadable(long nanos);

    /** Sends what was appended meanwhile. */
    void flush();

    /** The worker has nothing to do any more, and no longer reads. */
    void pumpEnded(Pump<T> pump);

    /** The worker ends with a fault, the rest undone. */
    void pumpFailed(Pump<T> pump, List<T> rest, Throwable fault);

    /** The worker is held up by an item: somebody else goes on with the rest, and reads. */
    void pumpMoved(Pump<T> pump, List<T> rest);
}
