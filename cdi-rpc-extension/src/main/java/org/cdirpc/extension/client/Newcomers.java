package org.cdirpc.extension.client;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.Snapshot;
import org.cdirpc.cluster.routing.Witness;
import org.jspecify.annotations.Nullable;

/**
 * Opens channels to instances that appear beside others of a service that this node calls. Every consumer of a cluster
 * learns of a new instance at the same moment; if each dialled at its next call, a process that has just started would
 * have them all at once, and the calls would wait for it. So each dials after a random part of a second ("full jitter",
 * AWS Architecture Blog, "Exponential Backoff And Jitter", 2015) and leaves the newcomer to itself until then; a call for
 * which there is nobody else dials at once. One thread at a time, as a directory tells its changes.
 */
final class Newcomers {

    /** Shorter than anybody waits for a new instance, and long beside what a thousand handshakes take. */
    static final long SPREAD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String self;
    private final Peers peers;
    private final Witness witness;
    private final CallTimer timer;
    private final LongUnaryOperator random;
    private final Supplier<Set<String>> used;
    /** Null until something was read: to a node that has just started everybody is new. */
    private volatile @Nullable Set<String> listed;

    /**
     * Nobody is known yet.
     *
     * @param self the own instance, which is not dialled
     * @param random gives a number from 0 to below the given bound
     * @param used the ids of the instances that this node uses by what is known now; others are left alone
     */
    Newcomers(
            String self,
            Peers peers,
            Witness witness,
            CallTimer timer,
            LongUnaryOperator random,
            Supplier<Set<String>> used) {
        this.self = self;
        this.peers = peers;
        this.witness = witness;
        this.timer = timer;
        this.random = random;
        this.used = used;
    }

    void changed(Snapshot snapshot) {
        if (snapshot.version() == 0) {
            return;
        }
        Set<String> before = listed;
        listed = snapshot.instances().keySet();
        if (before == null) {
            return;
        }
        List<Instance> newcomers = snapshot.instances().values().stream()
                .filter(instance -> !before.contains(instance.instanceId()))
                .filter(instance -> instance.state() == InstanceState.UP
                        && !instance.instanceId().equals(self))
                .toList();
        if (newcomers.isEmpty()) {
            return;
        }
        Set<ServiceKey> called = peers.connectedServices();
        Set<String> wanted = called.isEmpty() ? Set.of() : used.get();
        for (Instance instance : newcomers) {
            if (wanted.contains(instance.instanceId())
                    && instance.offers().stream().anyMatch(offer -> called.contains(offer.key()))) {
                witness.joining(instance.instanceId());
                timer.after(random.applyAsLong(SPREAD_NANOS), () -> connect(instance));
            }
        }
    }

    private void connect(Instance instance) {
        Set<String> now = listed;
        if (now != null && now.contains(instance.instanceId())) {
            peers.of(instance).connect();
        }
    }
}
