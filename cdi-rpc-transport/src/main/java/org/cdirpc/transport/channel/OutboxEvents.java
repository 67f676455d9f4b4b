package org.cdirpc.transport.channel;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What an outbox tells its channel; called by whoever flushes, without the outbox's lock. */
interface OutboxEvents {

    /** The link took these bytes; they are valid during this call only. */
    void wrote(ByteBuffer bytes);

    /** Everything that was appended has been taken. */
    void drained();

    /** It was full, and is no longer. */
    void relieved();

    /** The link is broken. */
    void writeFailed(IOException cause);
}
