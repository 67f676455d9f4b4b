package org.cdirpc.extension.client;

import java.util.concurrent.Executor;
import org.cdirpc.FailureMode;
import org.cdirpc.cluster.routing.Route;
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
    private final CircuitBreaker @Nullable [] circuits;
    private final @Nullable LocalStep fallback;
    private final CallStep failover;
    private final CallStep orLocal;
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
            CircuitBreaker @Nullable [] circuits,
            @Nullable LocalStep fallback) {
        this.fallback = fallback;
        this.service = service;
        this.route = route;
        this.routing = routing;
        this.retrying = retrying;
        this.failback = failback;
        this.results = results;
        this.callbacks = callbacks;
        this.circuits = circuits;
        this.failover = new RetryStep(routing, retrying, false, circuits);
        this.orLocal = withFallback(failover);
    }

    /** What the calls of this mode go through. */
    CallStep of(FailureMode mode) {
        switch (mode) {
            case FAILFAST:
                if (failfast == null) {
                    failfast = withFallback(new RetryStep(routing, retrying, true, circuits));
                }
                return failfast;
            case FAILSAFE:
                if (failsafe == null) {
                    failsafe = new FailsafeStep(orLocal, retrying.failures(), new Seldom(retrying.nanoTime()));
                }
                return failsafe;
            case HEDGED:
                // Each method has times of its own.
                return withFallback(new HedgeStep(failover, retrying));
            case BROADCAST:
                if (broadcast == null) {
                    broadcast = withFallback(new BroadcastStep(route, routing, results, callbacks));
                }
                return broadcast;
            case FAILBACK:
                // What waits needs nobody else to serve it.
                if (sendLater == null) {
                    sendLater = new FailbackStep(failover, failback.lane(service, failover));
                }
                return sendLater;
            default:
                return orLocal;
        }
    }

    private CallStep withFallback(CallStep step) {
        return fallback == null ? step : new FallbackStep(step, fallback);
    }
}
