package org.cdirpc.cluster.routing;

/** What a failed call says about the instance that it was sent to. */
public enum Blame {
    /** It did not answer in time. */
    TIMEOUT,
    /** Its channel could not be opened, or was lost with the call. */
    CONNECTION,
    /** It answered that it could not do its part, whatever the bean would have done. */
    ERROR,
    /** It refused the call because it has too much to do: calls should go elsewhere, but it is well. */
    OVERLOAD
}
