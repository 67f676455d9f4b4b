package org.cdirpc.cluster;

import java.util.Objects;
import org.cdirpc.spi.Version;
import org.jspecify.annotations.Nullable;

/**
 * What of an instance an operator means: all of it, one service, or one version of a service. Immutable.
 *
 * @param service the service; null for the whole instance
 * @param version one version of it; null for all
 * @throws IllegalArgumentException if there is a version without a service
 */
public record ServicePart(
        @Nullable ServiceKey service, @Nullable Version version) {

    /** The whole instance. */
    public static final ServicePart WHOLE = new ServicePart(null, null);

    public ServicePart {
        if (service == null && version != null) {
            throw ClusterMessages.MESSAGES.versionOfNothing(version.toString());
        }
    }

    /** A service in all versions. */
    public static ServicePart of(ServiceKey service) {
        return new ServicePart(Objects.requireNonNull(service), null);
    }

    /** For messages: {@code everything}, a service, or a service and its version. */
    @Override
    public String toString() {
        return service == null ? "everything" : service + (version == null ? "" : " " + version);
    }
}
