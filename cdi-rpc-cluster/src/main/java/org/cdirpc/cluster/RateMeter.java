package org.cdirpc.cluster;

/** Counts the calls of one service on this node, and keeps this node's part of a shared rate. Thread-safe. */
public interface RateMeter {

    /** How many calls came, ever; never falls. */
    long asked();

    /** How many were let in, ever. */
    long admitted();

    /** How many calls per second may be let in from now on; above 0. */
    void part(double perSecond);
}
