package org.cdirpc.cluster.routing;

import java.time.Duration;
import org.cdirpc.cluster.ServiceKey;

/**
 * An instance was ejected, or taken back.
 *
 * @param service the service for which it is judged
 * @param node the stable name of the instance's node
 * @param instanceId the instance
 * @param ejected whether it gets no calls from now on, rather than that it gets some again
 * @param duration until one call tries it again; zero if it was taken back
 * @param reason in a few words, such as {@code 5 timeouts}
 */
public record OutlierChange(
        ServiceKey service, String node, String instanceId, boolean ejected, Duration duration, String reason) {}
