package org.cdirpc.cluster;

/** Is told of new snapshots. */
@FunctionalInterface
public interface SnapshotListener {

    /**
     * Takes the newest snapshot. Calls never overlap and versions only grow; where changes come faster than this method
     * returns, versions in between are left out.
     *
     * <p>Called by whichever thread made the change: the directory's own, or the one that subscribes or announces. It
     * must not block, for the registry waits for it. What it throws is logged and does not end the subscription.
     */
    void changed(Snapshot snapshot);
}
