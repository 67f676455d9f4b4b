package org.cdirpc.extension.client;

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
     * @param completion gets the answer, exactly once, possibly before this method returns
     */
    void run(Call call, Completion completion);
}
