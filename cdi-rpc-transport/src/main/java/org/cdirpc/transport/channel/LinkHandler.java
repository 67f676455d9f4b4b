package org.cdirpc.transport.channel;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Takes what happens on one {@link Link}; called on its I/O thread only, must neither block nor throw. */
public interface LinkHandler {

    /** Bytes of one read. They are valid during this call only, and all of them are taken. */
    void received(ByteBuffer bytes);

    /** Something can be written again, after {@link Link#awaitWritable()}. */
    void writable();

    /**
     * The link ended: by the other side, by a fault or by {@link Link#close()}. Called exactly once, last.
     *
     * @param cause the fault, if it was one
     */
    void ended(@Nullable Throwable cause);
}
