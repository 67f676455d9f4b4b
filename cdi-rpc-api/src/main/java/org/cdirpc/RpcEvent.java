package org.cdirpc;

import java.time.Duration;

/**
 * Something that a node found out about those that it calls, or that became of itself. Where there is CDI, each is fired as
 * an event of its own type, on a thread of the node's that may wait; observers should not do so for long.
 */
public sealed interface RpcEvent {

    /** The service's name; empty if it is about an instance as a whole. */
    String service();

    /** Its group; empty for the nameless one. */
    String group();

    /** Why, in a sentence for people. */
    String reason();

    /**
     * The circuit of one of a service's methods changed; the reason begins with the method.
     *
     * @param from its state before
     * @param to its state now
     */
    record CircuitChanged(String service, String group, CircuitState from, CircuitState to, String reason)
            implements RpcEvent {}

    /** What a circuit lets through. */
    enum CircuitState {
        /** Every call. */
        CLOSED,
        /** None: they fail at once, NOT_SENT. */
        OPEN,
        /** One at a time, to find out. */
        HALF_OPEN
    }

    /**
     * An instance is left out because it errs or stalls.
     *
     * @param node its node's name
     * @param instance its id
     * @param duration for how long, before it is tried again
     */
    record InstanceEjected(String service, String group, String node, String instance, Duration duration, String reason)
            implements RpcEvent {}

    /**
     * An instance that was left out is back; its share of calls grows gradually.
     *
     * @param node its node's name
     * @param instance its id
     */
    record InstanceReturned(String service, String group, String node, String instance, String reason)
            implements RpcEvent {}

    /**
     * This node's instance, or a part of it, was taken out of service by an operator: others send it no such calls any
     * more, and it answers those that arrive.
     *
     * @param version the version that was withdrawn; empty for all of the service's, or if it is the whole instance
     * @param node this node's name
     * @param instance the id of this start
     * @param reason what the operator said; may be empty
     */
    record InstanceWithdrawn(String service, String group, String version, String node, String instance, String reason)
            implements RpcEvent {}

    /**
     * What was withdrawn of this node is in service again.
     *
     * @param version the version that was withdrawn; empty for all of the service's, or if it is the whole instance
     * @param node this node's name
     * @param instance the id of this start
     * @param reason why it had been withdrawn; may be empty
     */
    record InstancePutBack(String service, String group, String version, String node, String instance, String reason)
            implements RpcEvent {}

    /**
     * How this node is has changed, as {@link RpcControl#health} says; looked at about once a second. One event for each
     * change of the state, in order; further reasons of the same state are not told. {@code STOPPED} comes last, on the
     * thread that stopped the node.
     *
     * @param from how it was
     * @param to how it is
     * @param reason why it is so; several are joined by {@code "; "}; empty if it is ready
     */
    record HealthChanged(RpcHealth.State from, RpcHealth.State to, String reason) implements RpcEvent {

        /** Empty: it is about the node as a whole. */
        @Override
        public String service() {
            return "";
        }

        /** Empty, as the service. */
        @Override
        public String group() {
            return "";
        }
    }
}
