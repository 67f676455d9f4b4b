package org.cdirpc.extension.client;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Objects of this node that stand in for remote ones, by their contracts.
 *
 * @param fallbacks serve when no instance can
 * @param mocks serve instead of any instance
 */
public record LocalBeans(Map<Class<?>, Supplier<?>> fallbacks, Map<Class<?>, Supplier<?>> mocks) {

    /** None. */
    public static final LocalBeans NONE = new LocalBeans(Map.of(), Map.of());

    /** Immutable copies. */
    public LocalBeans {
        fallbacks = Map.copyOf(fallbacks);
        mocks = Map.copyOf(mocks);
    }
}
