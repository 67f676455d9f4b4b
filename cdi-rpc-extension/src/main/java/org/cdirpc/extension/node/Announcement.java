package org.cdirpc.extension.node;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cdirpc.cluster.Directory;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.Registry;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Whether others are to know of this node: made once, when its beans can answer, and never after the node began to stop.
 * Thread-safe; who ends it waits for who makes it, as long as the registry may take.
 */
final class Announcement {

    /** Where it stands. */
    enum Stage {
        /** Not made yet. */
        WAITING,
        /** Made. */
        MADE,
        /** The node takes nothing new any more. */
        ENDING,
        /** The node has stopped. */
        OVER
    }

    private static final long SELF_SECONDS = 5;

    private final String node;
    private final Optional<Registry> registry;
    private final Directory directory;
    private final @Nullable Instance own;
    private volatile Stage stage = Stage.WAITING;

    /**
     * Not made yet.
     *
     * @param registry empty with a static list, where there is nobody to announce to
     * @param own null for a node that serves nothing
     */
    Announcement(String node, Optional<Registry> registry, Directory directory, @Nullable Instance own) {
        this.node = node;
        this.registry = registry;
        this.directory = directory;
        this.own = own;
    }

    Stage stage() {
        return stage;
    }

    /** Whether others are to see this node, which they cannot with a static list. */
    boolean isOfInstance() {
        return own != null && registry.isPresent();
    }

    /**
     * Makes it, unless that was done; false if the node stops.
     *
     * @throws RegistryException if the registry cannot be reached in time; it is then not made
     */
    synchronized boolean make() {
        if (stage == Stage.WAITING) {
            if (own != null && registry.isPresent()) {
                announce(registry.get(), own);
            }
            stage = Stage.MADE;
        }
        return stage == Stage.MADE;
    }

    /**
     * Announces, and waits a moment for the announcement to come back, so that a node that is up can call itself. The
     * subscription is older than the announcement and younger than the router's, which therefore knows of it first.
     */
    private void announce(Registry to, Instance instance) {
        CountDownLatch seen = new CountDownLatch(1);
        Subscription subscription = directory.subscribe(snapshot -> {
            if (snapshot.instances().containsKey(instance.instanceId())) {
                seen.countDown();
            }
        });
        try {
            to.announce(instance);
            if (!seen.await(SELF_SECONDS, TimeUnit.SECONDS)) {
                NodeLog.LOG.notSeen(node, SELF_SECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            subscription.close();
        }
    }

    /** The node takes nothing new any more; it is not announced after this. */
    synchronized void end() {
        stage = Stage.ENDING;
    }

    /** The node has stopped. */
    synchronized void over() {
        stage = Stage.OVER;
    }
}
