package org.cdirpc.transport.channel;

import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;

/** A call that arrived. Thread-safe. */
public final class IncomingCall {
    IncomingCall() {}

    public int method() {
        throw new UnsupportedOperationException();
    }

    public int id() {
        throw new UnsupportedOperationException();
    }

    public long deadlineNanos() {
        throw new UnsupportedOperationException();
    }

    public boolean oneWay() {
        throw new UnsupportedOperationException();
    }

    public boolean hasAttachments() {
        throw new UnsupportedOperationException();
    }

    public byte[] buffer() {
        throw new UnsupportedOperationException();
    }

    public int offset() {
        throw new UnsupportedOperationException();
    }

    public int length() {
        throw new UnsupportedOperationException();
    }

    public PeerInfo peer() {
        throw new UnsupportedOperationException();
    }

    public boolean cancelled() {
        throw new UnsupportedOperationException();
    }
    /** Runs at most once: CANCEL, deadline passed, or channel lost; at once if that was already. */
    public void onCancel(Runnable action) {
        throw new UnsupportedOperationException();
    }
    /** Exactly one of reply, fail and ended takes effect; says whether this one did. */
    public boolean reply(byte[] attachments, byte[] body, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    public boolean fail(Progress progress, FailureCode code, int retryAfterMillis, byte[] details) {
        throw new UnsupportedOperationException();
    }
    /** One-way, or nothing to answer: releases it. */
    public void ended() {
        throw new UnsupportedOperationException();
    }
}
