package org.cdirpc.cluster;

import java.util.Map;
import java.util.Set;

/**
 * What operators say of instances, laid over what these say of themselves: a node that hangs cannot be asked to withdraw
 * itself. Thread-safe. What is read is what is known now: changes come by themselves, and reading never waits.
 */
public interface Overrides extends AutoCloseable {

    /** What is overridden, as known now. */
    OverrideSet current();

    /**
     * Sets some and takes others back. When this returns, this node follows them, and the others are about to. Waits for
     * the registry, at most as long as the registry's time limit: not for the way of a call.
     *
     * @throws RegistryException if the registry does not answer in time; some or all may be changed all the same
     */
    void change(Map<OverrideKey, OverrideValue> set, Set<OverrideKey> removed);

    /**
     * Has a listener run after every change, one at a time or several at once, by whichever thread made it; it must not
     * block. What it throws is logged and does not end the subscription.
     */
    Subscription subscribe(Runnable listener);

    /** Releases threads; bounded in time and idempotent. What is known stays readable. */
    @Override
    void close();
}
