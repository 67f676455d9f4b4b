package org.cdirpc.extension.node;

import org.cdirpc.FailureMode;
import org.cdirpc.RpcClient;

/**
 * What one proxy asks for; the members of {@link RpcClient}.
 *
 * @param version the oldest version that will do, such as {@code 1.2}, or a range, such as {@code [1.2,1.4)}; empty for
 *     the contract's own
 * @param group the group to call; empty for the contract's own
 * @param timeoutMillis the time limit of every call in milliseconds; 0 leaves it to the contract and configuration
 * @param balancer the balancer's name; empty for the configured one
 * @param failureMode what becomes of calls that fail
 */
public record ProxyOptions(String version, String group, long timeoutMillis, String balancer, FailureMode failureMode) {

    /** Everything as the contract and the configuration say. */
    public static final ProxyOptions DEFAULTS = new ProxyOptions("", "", 0, "");

    /** With the failure mode as contract and configuration say. */
    public ProxyOptions(String version, String group, long timeoutMillis, String balancer) {
        this(version, group, timeoutMillis, balancer, FailureMode.INHERIT);
    }

    /** The options that an injection point's qualifier asks for. */
    public static ProxyOptions of(RpcClient qualifier) {
        return new ProxyOptions(
                qualifier.version(),
                qualifier.group(),
                qualifier.timeoutMillis(),
                qualifier.balancer(),
                qualifier.failureMode());
    }
}
