package org.cdirpc.extension.client;

import java.time.Duration;
import org.cdirpc.transport.cbor.CborLimits;

/**
 * How a node calls.
 *
 * @param timeout the time limit of calls that have no other
 * @param retryPercent attempts beyond the first, per hundred calls, that the budget earns
 * @param retriesPerSecond the same per second
 * @param retryBurst the most that it saves up
 * @param limits for answers
 */
public record ClientOptions(
        Duration timeout, int retryPercent, int retriesPerSecond, int retryBurst, CborLimits limits) {

    /** For BOUND: up to 10,000 methods with a reason each. */
    static final CborLimits BIND_LIMITS = new CborLimits(8, 1_000_000, 64, 1000, 16 << 20);
}
