package org.cdirpc.cluster;

/** Knows the instances of the cluster. Thread-safe. */
public interface Directory extends AutoCloseable {

    /** What is known now: a read of one field, never a wait, also after {@link #close}. */
    Snapshot snapshot();

    /**
     * Tells a listener of the present snapshot and of every newer one. Unless a change happens at the same moment, the
     * first call is made before this method returns, by the calling thread.
     */
    Subscription subscribe(SnapshotListener listener);

    /** Ends all subscriptions and releases threads; bounded in time and idempotent. The last snapshot stays readable. */
    @Override
    void close();
}
