package org.cdirpc.cluster.routing;

import java.util.Objects;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.spi.Version;

/**
 * What a proxy needs of an instance.
 *
 * @param key the service
 * @param needed the oldest version that will do
 * @param balancer the balancer's name, empty for the router's default
 */
public record Requirement(ServiceKey key, Version needed, String balancer) {

    public Requirement {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(needed, "needed");
        Objects.requireNonNull(balancer, "balancer");
    }
}
