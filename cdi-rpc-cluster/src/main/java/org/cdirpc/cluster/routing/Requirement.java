package org.cdirpc.cluster.routing;

import java.util.Objects;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.spi.VersionRange;

/**
 * What a proxy needs of an instance.
 *
 * @param key the service
 * @param range the versions that will do
 * @param balancer the balancer's name, empty for the router's default
 */
public record Requirement(ServiceKey key, VersionRange range, String balancer) {

    public Requirement {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(balancer, "balancer");
    }
}
