package org.cdirpc.extension.node;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cdirpc.RpcEvent;
import org.cdirpc.RpcHealth;

/**
 * Tells the application and the log when a node's health changes, once for each change. Who looks waits for nothing but
 * another one who looks. Thread-safe.
 */
final class HealthWatch {

    private final String node;
    private final Supplier<RpcHealth> health;
    private final Consumer<? super RpcEvent> events;
    // Guarded by this.
    private RpcHealth.State told = RpcHealth.State.STARTING;

    /**
     * Of a node that starts.
     *
     * @param events must not block
     */
    HealthWatch(String node, Supplier<RpcHealth> health, Consumer<? super RpcEvent> events) {
        this.node = node;
        this.health = health;
        this.events = events;
    }

    /** Tells what has changed since the last look; under a lock, so that changes are told in their order. */
    synchronized void look() {
        RpcHealth now = health.get();
        RpcHealth.State before = told;
        if (now.state() == before) {
            return;
        }
        told = now.state();
        String reason = String.join("; ", now.reasons());
        if (now.state() == RpcHealth.State.DEGRADED) {
            NodeLog.LOG.degraded(node, reason);
        } else if (before == RpcHealth.State.DEGRADED && now.state() == RpcHealth.State.READY) {
            NodeLog.LOG.readyAgain(node);
        }
        events.accept(new RpcEvent.HealthChanged(before, now.state(), reason));
    }
}
