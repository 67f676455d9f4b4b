package org.cdirpc.extension.client;

import org.cdirpc.transport.channel.CallListener;

/**
 * One room on a call's way to its instance. A step hands the call to the next one, answers it itself, or both in turn;
 * it never blocks.
 *
 * <p>Thread-safety: one object serves all calls of a proxy. {@link #run} is called by the calling thread for the first
 * attempt and by a callback thread for further ones.
 */
@FunctionalInterface
interface CallStep {

    /**
     * Takes the call on.
     *
     * @param listener gets the answer, exactly once, by whatever thread, possibly before this method returns; it must
     *     not block
     */
    void run(Call call, CallListener listener);
}
