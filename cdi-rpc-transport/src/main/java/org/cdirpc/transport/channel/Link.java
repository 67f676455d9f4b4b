package org.cdirpc.transport.channel;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One open connection as bytes, bound to one I/O thread. Its {@link LinkHandler} is told on that thread. All
 * methods may be called by any thread and none blocks, except {@link #awaitReadable}.
 */
public interface Link {

    /**
     * Writes what can be written now, possibly nothing. The caller makes sure that only one thread writes at a time.
     *
     * @return how many bytes were taken from the buffer
     * @throws IOException if the link is broken; none of these bytes was taken then
     */
    int write(ByteBuffer bytes) throws IOException;

    /**
     * Reads what is there now. The caller makes sure that only one thread reads at a time.
     *
     * @return how many bytes were read, 0 if there are none now, -1 if none will ever come: the link then ends itself,
     *     and {@link LinkHandler#ended} says why
     */
    int read(ByteBuffer bytes);

    /**
     * Waits on this thread until something can be read, for a thread that reads while {@link #reading} is off.
     *
     * @return false if nothing came within the time, or the thread was interrupted or woken
     */
    boolean awaitReadable(long nanos);

    /** Ends an {@link #awaitReadable} that is under way, or the next one, where the link can do that. */
    void wakeReader();

    /** Asks for one {@link LinkHandler#writable()} as soon as something can be written. */
    void awaitWritable();

    /** Whether {@link LinkHandler#readable()} is wanted, as it is from the beginning. One more may come after false. */
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
