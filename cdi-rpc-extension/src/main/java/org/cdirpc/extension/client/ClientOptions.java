package org.cdirpc.extension.client;

import java.time.Duration;
import java.util.Map;
import org.cdirpc.FailureMode;
import org.cdirpc.transport.cbor.CborLimits;

/**
 * How a node calls.
 *
 * @param timeout the time limit of calls that have no other
 * @param retryPercent attempts beyond the first, per hundred calls, that the budget earns
 * @param retriesPerSecond the same per second
 * @param retryBurst the most that it saves up
 * @param limits for answers
 * @param failureMode of calls that have no other; never {@link FailureMode#INHERIT}
 * @param services what single services have instead, by their names
 * @param failbackQueue the most one-way calls that wait to be sent later, at least 1
 * @param failbackKeep how long such a call may wait
 * @param circuit when calls of a service are not even tried
 */
public record ClientOptions(
        Duration timeout,
        int retryPercent,
        int retriesPerSecond,
        int retryBurst,
        CborLimits limits,
        FailureMode failureMode,
        Map<String, ServiceOptions> services,
        int failbackQueue,
        Duration failbackKeep,
        CircuitSettings circuit) {

    /** Immutable copies. */
    public ClientOptions {
        services = Map.copyOf(services);
    }

    /** With everything else as by default. */
    public ClientOptions(Duration timeout, int retryPercent, int retriesPerSecond, int retryBurst, CborLimits limits) {
        this(
                timeout,
                retryPercent,
                retriesPerSecond,
                retryBurst,
                limits,
                FailureMode.FAILOVER,
                Map.of(),
                1000,
                Duration.ofMinutes(1),
                CircuitSettings.DEFAULTS);
    }

    /** For BOUND: up to 10,000 methods with a reason each. */
    static final CborLimits BIND_LIMITS = new CborLimits(8, 1_000_000, 64, 1000, 16 << 20);
}
