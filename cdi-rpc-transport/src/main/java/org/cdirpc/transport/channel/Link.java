package org.cdirpc.transport.channel;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One open connection as bytes, bound to one I/O thread. Its {@link LinkHandler} is called on that thread only. All
 * methods may be called by any thread and none blocks.
 */
public interface Link {

    /**
     * Writes what can be written now, possibly nothing. The caller makes sure that only one thread writes at a time.
     *
     * @return how many bytes were taken from the buffer
     * @throws IOException if the link is broken; none of these bytes was taken then
     */
    int write(ByteBuffer bytes) throws IOException;

    /** Asks for one {@link LinkHandler#writable()} as soon as something can be written. */
    void awaitWritable();

    /** Goes on or stops reading; a link reads as soon as it has a handler. Any thread. */
    void reading(boolean on);

    /** Runs a task on the I/O thread; drops it once the link has ended. */
    void execute(Runnable task);

    /** Sends the end of the stream behind what was written; reading goes on. */
    void finish();

    /** Closes it at once; {@link LinkHandler#ended} follows. Idempotent. */
    void close();

    /** The other end's address as {@code host:port}, for messages. */
    String remote();
}
