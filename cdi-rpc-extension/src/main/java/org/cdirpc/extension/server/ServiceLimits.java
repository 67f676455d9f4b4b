package org.cdirpc.extension.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is configured for a service.
 *
 * @param all for all methods together
 * @param methods for single methods, by name; those of one name share it
 * @param cluster this node's part in a rate of the whole cluster; null without one
 */
public record ServiceLimits(
        CallLimit all,
        Map<String, CallLimit> methods,
        @Nullable ClusterRate cluster) {

    static final ServiceLimits NONE = new ServiceLimits(CallLimit.NONE, Map.of(), null);

    /** The methods are copied. */
    public ServiceLimits {
        methods = Map.copyOf(methods);
    }
}
