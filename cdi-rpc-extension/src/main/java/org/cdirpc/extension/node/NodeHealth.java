package org.cdirpc.extension.node;

import static org.cdirpc.extension.node.NodeMessages.TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cdirpc.RpcHealth;
import org.cdirpc.cluster.Directory;
import org.cdirpc.cluster.Snapshot;
import org.cdirpc.cluster.Withdrawal;
import org.cdirpc.transport.channel.NodeIdentity;

/**
 * How a node is, computed when asked from what is known. Thread-safe.
 *
 * @param identity the node's
 * @param announcement tells how far it is
 * @param directory tells what it sees
 * @param served tells how those are that serve; empty for a node that serves nothing
 */
record NodeHealth(
        NodeIdentity identity, Announcement announcement, Directory directory, Optional<Serving.Served> served) {

    /** A pool that refuses everybody for less is a peak, and its callers go elsewhere. */
    static final long EXHAUSTED_MILLIS = 5000;

    RpcHealth now() {
        return switch (announcement.stage()) {
            case WAITING -> new RpcHealth(RpcHealth.State.STARTING, List.of(TEXT.notAnnounced()));
            case MADE -> announced();
            case ENDING -> new RpcHealth(RpcHealth.State.DRAINING, List.of(TEXT.stopping()));
            case OVER -> new RpcHealth(RpcHealth.State.STOPPED, List.of(TEXT.isStopped()));
        };
    }

    private RpcHealth announced() {
        Snapshot known = directory.snapshot();
        Withdrawal withdrawal = known.overrides().withdrawal(identity.node(), identity.instance(), null, null);
        if (withdrawal != null) {
            return new RpcHealth(RpcHealth.State.DRAINING, List.of(withdrawal.toString()));
        }
        List<String> reasons = new ArrayList<>();
        if (known.stale()) {
            reasons.add(TEXT.registryOutOfReach(known.instances().size()));
        }
        if (!known.missing().isEmpty()) {
            reasons.add(TEXT.instancesMissing(known.missing().size()));
        }
        if (announcement.isOfInstance() && !known.instances().containsKey(identity.instance())) {
            reasons.add(TEXT.notListed());
        }
        served.ifPresent(present -> reasons.addAll(troubles(present)));
        return new RpcHealth(reasons.isEmpty() ? RpcHealth.State.READY : RpcHealth.State.DEGRADED, reasons);
    }

    private static List<String> troubles(Serving.Served served) {
        List<String> troubles = new ArrayList<>();
        String trouble = served.listener().trouble();
        if (trouble != null) {
            troubles.add(trouble);
        }
        long exhausted = served.server().exhaustedMillis();
        if (exhausted >= EXHAUSTED_MILLIS) {
            troubles.add(TEXT.poolExhausted(exhausted / 1000, served.server().callsInPool()));
        }
        return troubles;
    }
}
