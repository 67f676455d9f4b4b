package org.cdirpc.extension.node;

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
