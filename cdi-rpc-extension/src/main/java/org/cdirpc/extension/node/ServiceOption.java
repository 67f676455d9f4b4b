package org.cdirpc.extension.node;

import static org.cdirpc.extension.node.RpcConfigAmounts.time;
import static org.cdirpc.extension.node.RpcConfigType.optionalNumber;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.cdirpc.FailureMode;
import org.cdirpc.cluster.CanaryRules;

/**
 * One option of a service; there is no default but what holds for all services.
 *
 * @param name the end of the key
 * @param type what its values look like
 * @param ofMethods whether single methods have it too
 * @param meaning one line for the table of options
 */
record ServiceOption<T>(String name, RpcConfigType<T> type, boolean ofMethods, String meaning) {

    static final ServiceOption<Duration> TIMEOUT = new ServiceOption<>(
            "timeout", time("1ms", "24h"), false, "The time limit of its calls; read where it is called.");
    static final ServiceOption<String> BALANCER = new ServiceOption<>(
            "balancer", RpcConfigKeys.BALANCER.type(), false, "Its balancer; read where it is called.");
    static final ServiceOption<FailureMode> FAILURE_MODE = new ServiceOption<>(
            "failure-mode",
            RpcConfigKeys.FAILURE_MODE.type(),
            false,
            "What becomes of calls that fail; read where it is called.");
    static final ServiceOption<CanaryRules> CANARY = new ServiceOption<>(
            "canary",
            new RpcConfigType<>(
                    "rules separated by ;, each with versions and then a share or attachments, such as [1.3,2) 5%; [1.3,2)"
                            + " tenant=blue; shares of at most 100% together",
                    CanaryRules::parse),
            false,
            "Which of its calls go to instances of certain versions, as long as the cluster has no rules for it that were set"
                    + " at run time; read where it is called.");
    static final ServiceOption<OptionalInt> MAX_CONCURRENT = new ServiceOption<>(
            "max-concurrent",
            optionalNumber(1, 1_000_000),
            true,
            "The most calls that one provider runs or lets wait at a time; more are refused.");
    static final ServiceOption<OptionalInt> MAX_PER_SECOND = new ServiceOption<>(
            "max-per-second",
            optionalNumber(1, 10_000_000),
            true,
            "The most calls that one provider begins in a second, with bursts of a tenth of that; more are refused.");
    static final ServiceOption<OptionalInt> CLUSTER_MAX_PER_SECOND = new ServiceOption<>(
            "cluster-max-per-second",
            optionalNumber(1, 10_000_000),
            false,
            "The most calls that all providers begin in a second together, approximately; needs a registry.");

    static final List<ServiceOption<?>> ALL =
            List.of(TIMEOUT, BALANCER, FAILURE_MODE, CANARY, MAX_CONCURRENT, MAX_PER_SECOND, CLUSTER_MAX_PER_SECOND);
}
