package org.cdirpc;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Options for the calls that one piece of code makes, and what became known about the last of them:
 *
 * <pre>{@code
 * CallScope scope = CallScope.withTimeout(Duration.ofMillis(300)).attach("tenant", "blue");
 * Receipt receipt = scope.call(() -> orders.place(order));
 * String servedBy = scope.lastCall().flatMap(RpcContext::peer).map(RpcContext.Peer::node).orElse("?");
 * }</pre>
 *
 * <p>It holds for calls that begin on this thread inside {@link #call}, asynchronous ones included; scopes nest, and
 * the innermost alone counts. Thread-safety: one thread at a time.
 */
public final class CallScope {

    /** The most entries that one call may carry. */
    public static final int MAX_ATTACHMENTS = 64;

    private static final Duration LONGEST = Duration.ofDays(1);

    private final @Nullable Duration timeout;
    private final Map<String, String> attachments = new LinkedHashMap<>();
    private volatile @Nullable RpcContext lastCall;
    private volatile List<BroadcastResult> lastBroadcast = List.of();

    private CallScope(@Nullable Duration timeout) {
        this.timeout = timeout;
    }

    /** A scope that leaves the time limit as it is. */
    public static CallScope create() {
        return new CallScope(null);
    }

    /**
     * A scope whose calls have this time limit, which overrides annotations and configuration.
     *
     * @param timeout at least 1 ms and at most 24 h
     * @throws IllegalArgumentException outside this range
     */
    public static CallScope withTimeout(Duration timeout) {
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("CDIRPC000002: timeout: " + timeout + " (expected: from 1 ms to 24 h)");
        }
        return new CallScope(timeout);
    }

    /**
     * Attaches a value to the calls of this scope; it travels with the call and the bean reads it from its context.
     *
     * @throws IllegalArgumentException if it is the 65th entry, or the key is empty
     */
    public CallScope attach(String key, String value) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("CDIRPC000003: attachment key: \"\" (expected: not empty)");
        }
        if (attachments.size() >= MAX_ATTACHMENTS && !attachments.containsKey(key)) {
            throw new IllegalArgumentException("CDIRPC000004: attachment \"" + key + "\" would be entry "
                    + (MAX_ATTACHMENTS + 1) + " (expected: at most " + MAX_ATTACHMENTS + " a call)");
        }
        attachments.put(key, value);
        return this;
    }

    /** Runs code whose remote calls get these options. */
    public <T extends @Nullable Object, X extends Exception> T call(Body<T, X> body) throws X {
        CallScope before = CurrentCall.bindScope(this);
        try {
            return body.run();
        } finally {
            CurrentCall.bindScope(before);
        }
    }

    /** The time limit of this scope's calls; empty where it leaves it as it is. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** What this scope's calls carry, immutable view. */
    public Map<String, String> attachments() {
        return Collections.unmodifiableMap(attachments);
    }

    /** The context of the call that began last in this scope; empty before the first, and where the call was local. */
    public Optional<RpcContext> lastCall() {
        return Optional.ofNullable(lastCall);
    }

    /** What each instance made of this scope's last call that went to all of them; empty before the first. Immutable. */
    public List<BroadcastResult> lastBroadcast() {
        return lastBroadcast;
    }

    /** For the runtime: records what each instance made of a call to all. */
    public void broadcast(List<BroadcastResult> results) {
        lastBroadcast = List.copyOf(results);
    }

    /** For the runtime: records the context of a call that begins in this scope. */
    public void began(RpcContext context) {
        lastCall = context;
    }

    /** A piece of code with a result. */
    @FunctionalInterface
    public interface Body<T extends @Nullable Object, X extends Exception> {
        /** Runs it. */
        T run() throws X;
    }
}
