package org.cdirpc.extension.node;

import static org.cdirpc.extension.node.NodeMessages.TEXT;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.cdirpc.RpcControl;
import org.cdirpc.RpcHealth;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.cluster.Directory;
import org.cdirpc.cluster.OverrideKey;
import org.cdirpc.cluster.OverrideValue;
import org.cdirpc.cluster.Overrides;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.ServicePart;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.NodeIdentity;

/** What an operator says through one node. Thread-safe. */
final class NodeControl implements RpcControl {

    private final NodeIdentity identity;
    private final Overrides overrides;
    private final Directory directory;
    private final Announcement announcement;
    private final NodeHealth health;
    private final HealthWatch watch;

    /**
     * Of one node.
     *
     * @param watch told when its health may have changed
     */
    NodeControl(
            NodeIdentity identity,
            Overrides overrides,
            Directory directory,
            Announcement announcement,
            NodeHealth health,
            HealthWatch watch) {
        this.identity = identity;
        this.overrides = overrides;
        this.directory = directory;
        this.announcement = announcement;
        this.health = health;
        this.watch = watch;
    }

    @Override
    public Node own() {
        return new ControlledNode(this, identity.node(), identity.instance());
    }

    @Override
    public Node of(String node) {
        return new ControlledNode(this, node, node);
    }

    NodeIdentity identity() {
        return identity;
    }

    Overrides laid() {
        return overrides;
    }

    Directory directory() {
        return directory;
    }

    @Override
    public List<Overridden> overrides() {
        return overrides(key -> true);
    }

    List<Overridden> overrides(Predicate<OverrideKey> wanted) {
        return overrides.current().all().entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .map(entry -> told(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Overridden::node)
                        .thenComparing(Overridden::kind)
                        .thenComparing(one -> String.valueOf(one.part())))
                .toList();
    }

    private static Overridden told(OverrideKey key, OverrideValue value) {
        return new Overridden(
                key.name(),
                key.scope() == OverrideKey.Scope.NODE ? Lasting.UNTIL_ENDED : Lasting.THIS_START,
                told(key.part()),
                key.kind() == OverrideKey.Kind.WEIGHT ? Kind.WEIGHT : Kind.WITHDRAWN,
                value.weight(),
                value.reason(),
                value.by(),
                Instant.ofEpochMilli(value.sinceMillis()));
    }

    private static Part told(ServicePart part) {
        ServiceKey service = part.service();
        return service == null ? Part.WHOLE : new Part(service.name(), service.group(), part.version());
    }

    /**
     * Sets one value under all the keys that are set, and removes the others.
     *
     * @param weight 0 if none
     */
    void change(Set<OverrideKey> set, int weight, String reason, Set<OverrideKey> removed) {
        OverrideValue value = new OverrideValue(weight, reason, identity.node(), System.currentTimeMillis());
        Map<OverrideKey, OverrideValue> values = new HashMap<>();
        set.forEach(key -> values.put(key, value));
        ClusterVersions.requireThreadThatWaits("a change of what is in service");
        try {
            overrides.change(values, removed);
        } catch (RegistryException unreachable) {
            throw new RpcUnavailableException(
                    FailureCode.UNAVAILABLE,
                    Progress.UNKNOWN,
                    TEXT.overrideUnknown(String.valueOf(unreachable.getMessage())),
                    unreachable);
        }
    }

    @Override
    public RpcHealth health() {
        return health.now();
    }

    @Override
    public void ready() {
        if (announcement.stage() == Announcement.Stage.MADE) {
            return;
        }
        ClusterVersions.requireThreadThatWaits("the announcement of this node");
        String reason;
        RegistryException cause = null;
        try {
            if (announcement.make()) {
                NodeLog.LOG.announced(identity.node());
                watch.look();
                return;
            }
            reason = TEXT.stopping();
        } catch (RegistryException unreachable) {
            reason = String.valueOf(unreachable.getMessage());
            cause = unreachable;
        }
        throw new RpcUnavailableException(
                FailureCode.UNAVAILABLE, Progress.NOT_SENT, TEXT.cannotAnnounce(identity.node(), reason), cause);
    }
}
