package org.cdirpc.cluster;

/** What an instance says of itself. */
public enum InstanceState {
    /** It takes calls. */
    UP,
    /** It finishes what it has and takes nothing new; final for that instance id. */
    DRAINING
}
