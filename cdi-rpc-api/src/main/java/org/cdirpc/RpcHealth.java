package org.cdirpc;

import java.util.List;

/**
 * How a node is at one moment. Immutable.
 *
 * @param state in a word
 * @param reasons why, each in a sentence for people; empty when it is ready
 */
public record RpcHealth(State state, List<String> reasons) {

    /** How a node is. */
    public enum State {
        /** Not announced yet: nobody sends it calls. */
        STARTING,
        /** It is announced, others see it, and it sees others. */
        READY,
        /** It takes nothing new and finishes what it has: it stops, or an operator has withdrawn it. */
        DRAINING,
        /** It serves and calls, but something is wrong that may become worse. */
        DEGRADED,
        /** There is no node: it did not start, is switched off, or has stopped. */
        STOPPED
    }

    public RpcHealth {
        reasons = List.copyOf(reasons);
    }

    /** Without a reason. */
    public static RpcHealth of(State state) {
        return new RpcHealth(state, List.of());
    }

    /** Whether it takes calls: it is ready, or degraded. */
    public boolean takesCalls() {
        return state == State.READY || state == State.DEGRADED;
    }
}
