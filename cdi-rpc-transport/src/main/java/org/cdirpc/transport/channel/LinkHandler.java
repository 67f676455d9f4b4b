package org.cdirpc.transport.channel;

import org.jspecify.annotations.Nullable;

/** Takes what happens on one {@link Link}; called on its I/O thread only, must neither block nor throw. */
public interface LinkHandler {

    /** Something can be read; comes again and again until it is, or {@link Link#reading} is off. */
    void readable();

    /** Something can be written again, after {@link Link#awaitWritable()}. */
    void writable();

    /**
     * The link ended: by the other side, by a fault or by {@link Link#close()}. Called exactly once, last.
     *
     * @param cause the fault, if it was one
     */
    void ended(@Nullable Throwable cause);
}
