package org.cdirpc.cluster;

/** Ends a listener's subscription. */
public interface Subscription extends AutoCloseable {

    /** Stops further calls; one that is under way may still finish. Idempotent, does not block. */
    @Override
    void close();
}
