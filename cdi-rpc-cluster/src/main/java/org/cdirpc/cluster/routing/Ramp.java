package org.cdirpc.cluster.routing;

/**
 * How an instance grows into its share of calls: from a tenth to all of it, linearly, as the warm-up of Dubbo's {@code
 * AbstractLoadBalance}. Immutable.
 *
 * @param fromNanos when it began
 * @param nanos how long it takes, above 0
 */
record Ramp(long fromNanos, long nanos) {

    private static final double LEAST = 0.1;

    /** The share at that time, from 0.1 to 1. */
    double at(long nowNanos) {
        long age = Math.max(0, nowNanos - fromNanos);
        return age >= nanos ? 1 : LEAST + (1 - LEAST) * age / nanos;
    }
}
