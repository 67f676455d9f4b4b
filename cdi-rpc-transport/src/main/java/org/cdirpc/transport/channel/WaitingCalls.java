package org.cdirpc.transport.channel;

import java.util.ArrayList;
import java.util.List;

/** Calls that wait for a channel, up to a bound of bytes. Guarded by their peer. */
final class WaitingCalls {

    static final long MOST_BYTES = 16L << 20;

    /** What a call costs beside its payload, in bytes, so that empty calls are bounded too. */
    private static final int CALL_BYTES = 256;

    private List<PendingSend> calls = new ArrayList<>();
    private long bytes;

    /** Adds a call with so many bytes of payload, unless there is no room for it. */
    boolean tryAdd(PendingSend call, long payloadBytes) {
        long size = payloadBytes + CALL_BYTES;
        if (bytes + size > MOST_BYTES) {
            return false;
        }
        bytes += size;
        return calls.add(call);
    }

    /** Removes and returns all, in the order in which they came. */
    List<PendingSend> takeAll() {
        List<PendingSend> taken = calls;
        calls = new ArrayList<>();
        bytes = 0;
        return taken;
    }

    List<PendingSend> copy() {
        return List.copyOf(calls);
    }

    long bytes() {
        return bytes;
    }

    int size() {
        return calls.size();
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }
}
