package org.cdirpc.extension.node;

import java.util.Collection;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.NodeUses;

/**
 * Tells this node, and earlier starts of it, from others. Immutable.
 *
 * @param node its name
 * @param instance the id of this start
 * @param epoch grows with every start
 * @param inherited whether the name was not chosen for this node: it is the process's, in which several nodes may live,
 *     and an earlier process had another
 */
record OwnStart(String node, String instance, long epoch, boolean inherited) {

    /**
     * The epoch of a start: the wall clock, or above those of the earlier starts that are still known where the clock was
     * put back since: else an earlier start would take this one for its own past, and calls that run here for dead.
     *
     * @param known the instances of the cluster
     * @param nowMillis since 1970
     */
    static long epochOf(String node, Collection<Instance> known, long nowMillis) {
        return known.stream()
                .filter(each -> each.node().equals(node))
                .mapToLong(each -> each.epoch() + 1)
                .reduce(nowMillis, Math::max);
    }

    boolean is(Instance other) {
        return is(other.node(), other.instanceId(), other.epoch());
    }

    boolean is(NodeUses other) {
        return is(other.node(), other.instanceId(), other.epoch());
    }

    private boolean is(String otherNode, String otherInstance, long otherEpoch) {
        return otherInstance.equals(instance) || (otherNode.equals(node) && otherEpoch < epoch && !inherited);
    }
}
