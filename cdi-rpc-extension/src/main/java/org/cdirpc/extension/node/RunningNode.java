package org.cdirpc.extension.node;

import java.time.Duration;
import java.util.Optional;
import org.cdirpc.cluster.Canaries;
import org.cdirpc.cluster.Registry;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.client.CallClient;
import org.cdirpc.transport.channel.DrainResult;
import org.cdirpc.transport.channel.Listener;
import org.cdirpc.transport.channel.NodeIdentity;

/** A started node and how it stops. Thread-safe. */
final class RunningNode implements AutoCloseable {

    private final NodeIdentity identity;
    private final ContractCodecs codecs;
    private final Duration drain;
    private final CallClient client;
    private final Canaries canaries;
    private final Optional<Listener> listener;
    private final Optional<Registry> registry;
    private final String address;
    private final NodeVersions versions;
    private final Announcement announcement;
    private final NodeControl control;
    private final HealthWatch watch;
    private final Teardown teardown;
    private boolean closed;

    RunningNode(
            NodeIdentity identity,
            ContractCodecs codecs,
            Duration drain,
            CallClient client,
            Canaries canaries,
            Optional<Listener> listener,
            Optional<Registry> registry,
            String address,
            NodeVersions versions,
            Announcement announcement,
            NodeControl control,
            HealthWatch watch,
            Teardown teardown) {
        this.identity = identity;
        this.codecs = codecs;
        this.drain = drain;
        this.client = client;
        this.canaries = canaries;
        this.listener = listener;
        this.registry = registry;
        this.address = address;
        this.versions = versions;
        this.announcement = announcement;
        this.control = control;
        this.watch = watch;
        this.teardown = teardown;
    }

    NodeIdentity identity() {
        return identity;
    }

    String address() {
        return address;
    }

    CallClient client() {
        return client;
    }

    /** The canary rules of the cluster that this node is in. */
    Canaries canaries() {
        return canaries;
    }

    ContractCodec codec(Class<?> type) {
        return codecs.of(type);
    }

    NodeVersions versions() {
        return versions;
    }

    NodeControl control() {
        return control;
    }

    /**
     * DRAINING in the registry, then on the channels; running calls finish, and then those of this node at others; then
     * everything else in reverse order.
     */
    @Override
    public void close() {
        if (stop()) {
            // Without the lock: this may call the application, and that another thread that closes the node.
            watch.look();
        }
    }

    /** Whether it was this call that stopped it. Who comes second waits for the first. */
    private synchronized boolean stop() {
        if (closed) {
            return false;
        }
        closed = true;
        // It would cut short each wait for the grid, and with it what others learn of this node's end.
        boolean interrupted = Thread.interrupted();
        try {
            drainAndTearDown();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return true;
    }

    private void drainAndTearDown() {
        DrainResult result = new DrainResult(0, 0, 0, 0);
        long began = System.nanoTime();
        try {
            announcement.end();
            watch.look();
            registry.ifPresent(present -> withdrawn(present::drain));
            // A registry out of reach may have taken seconds. What is served keeps half of the time all the same.
            Duration left = drain.minusNanos(System.nanoTime() - began);
            Duration atLeast = drain.dividedBy(2);
            Duration serving = left.compareTo(atLeast) > 0 ? left : atLeast;
            result = listener.map(present -> present.drain(serving)).orElse(result);
            registry.ifPresent(present -> withdrawn(present::withdraw));
            // Behind what is served, which may call others itself.
            left = drain.minusNanos(System.nanoTime() - began);
            int unanswered = client.drain(left.isNegative() ? Duration.ZERO : left);
            if (unanswered > 0) {
                NodeLog.LOG.unanswered(identity.node(), unanswered, drain.toMillis());
            }
        } finally {
            teardown.run();
            announcement.over();
        }
        NodeLog.LOG.down(identity.node(), result.finished(), result.cut(), result.millis());
    }

    /** The grid may stop at the same moment, in ways of its own; the node stops all the same. */
    private void withdrawn(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException unreachable) {
            NodeLog.LOG.notWithdrawn(identity.node(), unreachable);
        }
    }
}
