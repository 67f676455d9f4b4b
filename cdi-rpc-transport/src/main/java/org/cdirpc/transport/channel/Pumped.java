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

    /** Lets go of an item that a fault kept from being served. */
    void undone(T item);

    /** Sees to items whose worker is held up, when there is no other one. In turn, perhaps on the timer thread. */
    void withoutWorker(List<T> items);
}
