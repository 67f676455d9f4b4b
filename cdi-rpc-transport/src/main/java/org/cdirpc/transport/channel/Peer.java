package org.cdirpc.transport.channel;

import org.jspecify.annotations.Nullable;

/** One remote instance: dials lazily, redials with full-jitter exponential backoff, keeps alive. Thread-safe. */
public final class Peer {
    Peer() {}
    /** Any thread, never blocks. */
    public PendingCall send(OutgoingCall call, CallListener listener) {
        throw new UnsupportedOperationException();
    }

    public boolean connected() {
        throw new UnsupportedOperationException();
    }

    public String describe() {
        throw new UnsupportedOperationException();
    }

    public String host() {
        throw new UnsupportedOperationException();
    }

    public int port() {
        throw new UnsupportedOperationException();
    }
    /** As told in the 101 answer; before that, what was expected. */
    public @Nullable String instance() {
        throw new UnsupportedOperationException();
    }
    /** The instance that was asked for; null for a static endpoint. */
    public @Nullable String expectedInstance() {
        throw new UnsupportedOperationException();
    }

    public @Nullable String node() {
        throw new UnsupportedOperationException();
    }
}
