package org.cdirpc.benchmarks.compare.costs;

import org.cdirpc.Remote;

/** A contract with a quick method and a slow one. */
@Remote
public interface CostDesk {

    /** The text, back. */
    String ping(String text);

    /** Takes 5 ms, asleep. */
    void slow() throws InterruptedException;
}
