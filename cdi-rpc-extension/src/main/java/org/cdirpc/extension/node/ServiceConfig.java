package org.cdirpc.extension.node;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cdirpc.FailureMode;
import org.cdirpc.cluster.CanaryRules;

/**
 * What is configured for one service, by {@code cdirpc.service.<service>.<option>}; what is empty is as for all services.
 *
 * @param timeout the time limit of its calls, for those who call it; from 1 ms to 24 h
 * @param balancer the balancer's name, for those who call it
 * @param failureMode what becomes of calls that fail, for those who call it; never {@link FailureMode#INHERIT}
 * @param canary how its calls are divided between versions where the cluster has no rules of its own, for those who call it
 * @param limits for all methods together, where it is served
 * @param clusterMaxPerSecond the most calls per second that all its providers take together; from 1 to 10,000,000
 * @param methods the limits of single methods, by name; those of one name share them
 */
public record ServiceConfig(
        Optional<Duration> timeout,
        Optional<String> balancer,
        Optional<FailureMode> failureMode,
        Optional<CanaryRules> canary,
        Limits limits,
        OptionalInt clusterMaxPerSecond,
        Map<String, Limits> methods) {

    /** The methods are copied. */
    public ServiceConfig {
        methods = Map.copyOf(methods);
    }

    /**
     * How much of something one node does.
     *
     * @param maxConcurrent the most calls that run or wait for a thread at a time, from 1 to 1,000,000
     * @param maxPerSecond the most calls that begin in a second, from 1 to 10,000,000
     */
    public record Limits(OptionalInt maxConcurrent, OptionalInt maxPerSecond) {}
}
