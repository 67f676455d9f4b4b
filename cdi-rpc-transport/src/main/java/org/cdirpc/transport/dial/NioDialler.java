package org.cdirpc.transport.dial;

import org.cdirpc.transport.channel.Dialler;

/** Dials over TCP with an HTTP upgrade. Thread-safe. */
public final class NioDialler implements Dialler {
    public NioDialler(int ioThreads, String threadName) {}

    @Override
    public void close() {}
}
