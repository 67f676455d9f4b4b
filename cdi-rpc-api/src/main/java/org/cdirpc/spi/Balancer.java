package org.cdirpc.spi;

import java.util.List;

/**
 * Picks the instance that gets a call. One object serves one service of one node.
 *
 * <p>Thread-safety: {@link #pick} is called by many calling threads at once, once per attempt; it must not block, and
 * it should not allocate.
 */
@FunctionalInterface
public interface Balancer {

    /**
     * Picks one of the candidates.
     *
     * @param candidates the healthy instances that fit the call, in an order that is the same until the set changes;
     *     never empty, immutable; usually the same object until it changes
     * @param key the hash of the call's routing key, well mixed or not; 0 where the call has none
     * @return the index of the pick, from 0 to {@code candidates.size() - 1}
     */
    int pick(List<? extends Candidate> candidates, long key);
}
