package org.cdirpc.extension.client;

import java.time.Duration;
import java.util.Optional;
import org.cdirpc.FailureMode;

/** How one service is called; what is empty is as for all services. */
public record ServiceOptions(Optional<Duration> timeout, Optional<String> balancer, Optional<FailureMode> failureMode) {

    /** As for all services. */
    public static final ServiceOptions NONE = new ServiceOptions(Optional.empty(), Optional.empty(), Optional.empty());
}
