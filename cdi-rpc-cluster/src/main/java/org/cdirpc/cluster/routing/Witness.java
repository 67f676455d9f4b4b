package org.cdirpc.cluster.routing;

/**
 * The second witness besides the registry: what the channels show of instances. The transport's side reports here.
 * Thread-safe; no method blocks, so that I/O threads may call them. Reports about unknown ids are harmless.
 */
public interface Witness {

    /**
     * A channel to the instance was opened. For an endpoint of a static list, whose id outlives its process, this also
     * forgets that it drained.
     */
    void reachable(String instanceId);

    /**
     * The instance is new, and this node is about to open a channel to it without a call that needs one: until that is
     * {@link #reachable} or {@link #unreachable} it is used behind those that nothing is known against. Harmless for one
     * of whose channel something is known.
     */
    void joining(String instanceId);

    /**
     * The channel to the instance was lost or could not be opened. An instance that the registry still lists is then used
     * last; one that the registry has lost as well is dropped.
     *
     * @param reason in a few words, such as {@code connection refused}
     */
    void unreachable(String instanceId, String reason);

    /** The instance said that it takes nothing new; final for that id. */
    void draining(String instanceId);

    /**
     * The channel to the instance is open, but nothing comes although calls wait, as from a frozen process. It is then
     * used last of those that can be reached, until it is {@link #responsive} or {@link #reachable} again.
     *
     * @param reason in a few words, such as {@code silent for 3 s with 12 calls waiting}
     */
    void stalled(String instanceId, String reason);

    /** Something came from an instance that was stalled; harmless for one that was not. */
    void responsive(String instanceId);

    /** The channel to the instance was closed because nobody needs it: nothing is known of its channel any more. */
    void left(String instanceId);
}
