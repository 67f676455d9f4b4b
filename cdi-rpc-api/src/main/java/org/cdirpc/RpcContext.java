package org.cdirpc;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call as its two ends see it. A bean that serves a call gets it by {@link #current()} or, where there is CDI, by
 * {@code @Inject RpcContext}; a caller gets it from its {@link CallScope}.
 *
 * <p>Thread-safety: all methods may be called by any thread, also after the call ended.
 */
public interface RpcContext {

    /** The service's name, as in {@link Remote#name()}. */
    String service();

    /** The method and the kinds of its parameters, such as {@code place(object)}. */
    String method();

    /** The time until the deadline; zero once it has passed, never negative. */
    Duration remaining();

    /** Whether the caller gave the call up or its deadline passed, so that nobody waits for the answer. */
    boolean cancelled();

    /**
     * Has something done when the call is cancelled, as {@link #cancelled()} says: once, and at once if it is already;
     * never after it ended. Asynchronous calls that a bean makes while it serves this one are given up without this.
     *
     * @param action run by whatever thread knows first, which is mostly one that all channels need: it must not block
     * @return takes the action back; to be closed when what it would stop has ended
     * @throws IllegalStateException if 10,000 actions wait already
     */
    Registration onCancel(Runnable action);

    /** What the caller attached, immutable; at most 64 entries and 8 KiB together. */
    Map<String, String> attachments();

    /** What the bean attached to the reply; empty on the caller's side until the answer is there. Immutable. */
    Map<String, String> replyAttachments();

    /**
     * Attaches a value to the reply.
     *
     * @throws IllegalStateException on the caller's side, and once the reply was sent
     */
    void attachToReply(String key, String value);

    /** The node at the other end; on the caller's side empty until an instance was chosen. */
    Optional<Peer> peer();

    /**
     * The context of the call that the current thread serves.
     *
     * @throws IllegalStateException if it serves none
     */
    static RpcContext current() {
        RpcContext context = CurrentCall.get();
        if (context == null) {
            throw new IllegalStateException(
                    "CDIRPC000001: this thread serves no remote call (expected: the thread on which a bean was called"
                            + " remotely; take the context there and hand it on)");
        }
        return context;
    }

    /** The context of the call that the current thread serves, or null if it serves none. */
    static @Nullable RpcContext currentOrNull() {
        return CurrentCall.get();
    }

    /** Something that is to be done, and may be taken back. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {

        /** Takes it back; no effect once it was done. By any thread, any number of times. */
        @Override
        void close();
    }

    /**
     * The node at the other end of a call.
     *
     * @param node the node's stable name
     * @param instance the random id of this start of the node
     * @param address host and port of the channel's other end
     */
    record Peer(String node, String instance, String address) {}
}
