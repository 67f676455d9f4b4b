package org.cdirpc.cluster.routing;

/** Whether a proxy may pick the node it lives on. */
public enum SelfCalls {
    /** The own node is picked like any other. */
    ALLOW,
    /** The own node is picked only while no other healthy instance is left. */
    AVOID,
    /** The own node is picked whenever it fits and was not tried by the call. */
    PREFER
}
