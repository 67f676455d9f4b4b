package org.cdirpc.faults.catalogue;

/**
 * What became of one call.
 *
 * @param method name and types, as the consumer has them
 * @param arguments that were sent, as text
 * @param fate in which way it ended
 * @param said what the consumer was told, or what is wrong
 * @param servedBy the release whose provider ran it; empty if none did
 */
record Attempt(String method, String arguments, Fate fate, String said, String servedBy) {

    enum Fate {
        /** It ran once, and both sides have the same data. */
        EQUAL,
        /** It did not run; the consumer was told that its contract does not fit. */
        MISFIT,
        /** It did not run; the consumer was told that an argument cannot be read. */
        UNREADABLE,
        /** It did not run; the consumer was told that there is no instance. */
        NO_INSTANCE,
        /** Anything else: other data, a failure of a call that ran, or one that does not say that it did not. */
        WRONG
    }
}
