package org.cdirpc.extension.server;

/**
 * One room on a call's way through the provider. A step hands the call to the next one or answers it itself; whatever
 * happens, the call is answered exactly once.
 */
@FunctionalInterface
interface ServerStep {

    /** Takes the call on; what it throws is answered as an internal fault. */
    void handle(ServedCall call);
}
