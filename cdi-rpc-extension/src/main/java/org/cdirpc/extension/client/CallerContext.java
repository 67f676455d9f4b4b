package org.cdirpc.extension.client;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.cdirpc.RpcContext;
import org.cdirpc.extension.call.Attachments;
import org.cdirpc.extension.call.CancelActions;
import org.jspecify.annotations.Nullable;

/** A call as its caller sees it; made only for calls inside a scope. */
final class CallerContext implements RpcContext {

    private final String service;
    private final String method;
    private final long deadlineNanos;
    private volatile Map<String, String> attachments;
    private volatile @Nullable Peer peer;
    // Guarded by this.
    private @Nullable CancelActions onCancel;

    private volatile boolean cancelled;
    private volatile Map<String, String> replyAttachments = Map.of();

    CallerContext(String service, String method, long deadlineNanos, Map<String, String> attachments) {
        this.service = service;
        this.method = method;
        this.deadlineNanos = deadlineNanos;
        this.attachments = attachments;
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public Registration onCancel(Runnable action) {
        synchronized (this) {
            if (onCancel == null) {
                onCancel = new CancelActions();
            }
            if (!cancelled) {
                return onCancel.add(action);
            }
        }
        action.run();
        return () -> {};
    }

    @Override
    public Map<String, String> attachments() {
        return attachments;
    }

    @Override
    public Map<String, String> replyAttachments() {
        return replyAttachments;
    }

    @Override
    public void attachToReply(String key, String value) {
        throw new IllegalStateException("CDIRPC340001: attachToReply(\"" + key + "\") on the caller's side (expected:"
                + " called by the bean that serves; the caller attaches through its CallScope)");
    }

    @Override
    public Optional<Peer> peer() {
        return Optional.ofNullable(peer);
    }

    /** What interceptors attach; one thread at a time. */
    void attach(String key, String value) {
        attachments = Attachments.with(attachments, key, value);
    }

    void routedTo(Peer instance) {
        peer = instance;
    }

    void answeredWith(Map<String, String> attached) {
        replyAttachments = attached;
    }

    void gaveUp() {
        CancelActions actions;
        synchronized (this) {
            cancelled = true;
            actions = onCancel;
        }
        if (actions != null) {
            actions.run();
        }
    }

    /** The same for a call beside this one, which goes elsewhere. */
    CallerContext copy() {
        return new CallerContext(service, method, deadlineNanos, attachments);
    }
}
