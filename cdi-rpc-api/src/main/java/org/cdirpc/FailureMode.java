package org.cdirpc;

/**
 * What becomes of a call whose attempt fails. Whatever the mode, nothing that might have run is repeated unless {@link
 * Idempotent}.
 */
public enum FailureMode {
    /** Whatever stands in the next place: injection point, method, contract, configuration. */
    INHERIT,
    /** Another instance is tried wherever that is safe; the default. */
    FAILOVER,
    /** One attempt; its failure is the call's. */
    FAILFAST,
    /** As failover; what fails in the end is logged, and the caller gets null, zero, false or an empty collection. */
    FAILSAFE,
    /**
     * A second instance is asked when the first is slower than 95 of 100 calls of the method; the first answer counts and
     * the other call is cancelled. {@link Idempotent} methods only, others use failover.
     */
    HEDGED,
    /** Every instance is called; fails with {@link RpcBroadcastException} unless all answer. */
    BROADCAST,
    /** {@link OneWay} calls that could not be sent wait in a bounded queue and are sent later; others use failover. */
    FAILBACK
}
