package org.cdirpc.extension.server;

/** What the transport knows about the thread on which it hands over a call. */
@FunctionalInterface
public interface ReadingThread {

    /** Every thread that reads is an I/O thread. */
    ReadingThread ALWAYS_IO = () -> false;

    /**
     * Whether user code may hold up the current thread for a while, because another one takes over what it reads; false
     * for an I/O thread. Asked on the thread that reads a call, for each call, so it must be cheap.
     */
    boolean mayBlock();
}
