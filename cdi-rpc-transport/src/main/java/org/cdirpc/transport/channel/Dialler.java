package org.cdirpc.transport.channel;

/** Opens byte links. Never blocks. Thread-safe. */
public interface Dialler extends AutoCloseable {

    /** Ends all dials, links and threads. Idempotent; returns when they have ended. */
    @Override
    void close();
}
