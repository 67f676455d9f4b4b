package org.cdirpc.extension.client;

import java.util.List;
import java.util.concurrent.Executor;
import org.cdirpc.FailureMode;
import org.cdirpc.cluster.routing.Route;
import org.cdirpc.extension.call.MethodCodec;
import org.jspecify.annotations.Nullable;

/**
 * Composes the steps of one proxy's calls, as each method's failure mode asks. Used once, by one thread.
 *
 * <p>Calls of the default mode have no step that the others need.
 */
final class ProxySteps {

    private final String service;
    private final Route<Peers.Destination> route;
    private final RouteStep routing;
    private final Retrying retrying;
    private final FailbackQueue failback;
    private final Results results;
    private final Executor callbacks;
    private final @Nullable CircuitBreaker circuit;
    private final CallStep failover;
    private @Nullable CallStep failfast;
    private @Nullable CallStep failsafe;
    private @Nullable CallStep sendLater;
    private @Nullable CallStep broadcast;

    ProxySteps(
            String service,
            Route<Peers.Destination> route,
            RouteStep routing,
            Retrying retrying,
            FailbackQueue failback,
            Results results,
            Executor callbacks,
            @Nullable CircuitBreaker circuit) {
        this.service = service;
        this.route = route;
        this.routing = routing;
        this.retrying = retrying;
        this.failback = failback;
        this.results = results;
        this.callbacks = callbacks;
        this.circuit = circuit;
        this.failover = new RetryStep(routing, retrying, false, circuit);
    }

    /** What the calls of these methods go through. */
    CallStep of(List<MethodCodec> methods, FailureMode proxy, FailureMode configured) {
        CallStep[] steps = new CallStep[methods.size()];
        for (MethodCodec method : methods) {
            steps[method.method().index()] = of(FailureModes.of(method.method(), proxy, configured));
        }
        return PerMethodStep.of(steps);
    }

    private CallStep of(FailureMode mode) {
        switch (mode) {
            case FAILFAST:
                if (failfast == null) {
                    failfast = new RetryStep(routing, retrying, true, circuit);
                }
                return failfast;
            case FAILSAFE:
                if (failsafe == null) {
                    failsafe = new FailsafeStep(failover, retrying.failures(), new Seldom(retrying.nanoTime()));
                }
                return failsafe;
            case HEDGED:
                // Each method has times of its own.
                return new HedgeStep(failover, retrying);
            case BROADCAST:
                if (broadcast == null) {
                    broadcast = new BroadcastStep(route, routing, results, callbacks);
                }
                return broadcast;
            case FAILBACK:
                if (sendLater == null) {
                    sendLater = new FailbackStep(failover, failback.lane(service, failover));
                }
                return sendLater;
            default:
                return failover;
        }
    }
}
