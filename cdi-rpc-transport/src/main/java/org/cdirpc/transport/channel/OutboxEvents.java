package org.cdirpc.transport.channel;

import java.io.IOException;

/** What an outbox tells its channel; called by whoever flushes, without the outbox's lock. */
interface OutboxEvents {

    /** The link took these bytes. */
    void wrote(byte[] bytes, int offset, int length);

    /** Everything that was appended has been taken. */
    void drained();

    /** The link is broken. */
    void writeFailed(IOException cause);
}
