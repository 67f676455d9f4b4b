package org.cdirpc.extension.client;

/** Does something a little later. Thread-safe. */
@FunctionalInterface
public interface CallTimer {

    /**
     * Has a task run once, after some time, by a thread that everybody shares: the task must not block. A timer that was
     * closed runs it at once, on the calling thread.
     *
     * @param nanos from now; none or less means as soon as possible
     * @return forgets the task if it did not begin; by any thread, any number of times
     */
    Runnable after(long nanos, Runnable task);
}
