package org.cdirpc.extension.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cdirpc.CallScope;
import org.cdirpc.RpcContext;
import org.cdirpc.transport.channel.IncomingCall;
import org.cdirpc.transport.channel.PeerInfo;

/**
 * A call on its way through the provider; the bean sees it as its {@link RpcContext}.
 *
 * <p>The permit that the call holds is given back exactly once, when nothing of it runs any more: not when the caller
 * gives it up, or cancelling would be a way to occupy more threads than permitted.
 */
final class ServedCall implements RpcContext {

    private final IncomingCall incoming;
    private final ExportedMethod method;
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile Map<String, String> attachments = Map.of();
    private volatile Runnable release = () -> {};
    private Map<String, String> replyAttachments = Map.of();
    private boolean sealed;

    ServedCall(IncomingCall incoming, ExportedMethod method) {
        this.incoming = incoming;
        this.method = method;
    }

    IncomingCall incoming() {
        return incoming;
    }

    ExportedMethod target() {
        return method;
    }

    /** Sets what gives the permit back. */
    void holds(Runnable permit) {
        release = permit;
    }

    /** Gives the permit back; only the first call counts. */
    void release() {
        if (released.compareAndSet(false, true)) {
            release.run();
        }
    }

    void attached(Map<String, String> received) {
        attachments = received;
    }

    /** The reply's attachments; nothing can be attached any more. */
    synchronized Map<String, String> sealReply() {
        sealed = true;
        return replyAttachments;
    }

    @Override
    public String service() {
        return method.export().contract().service();
    }

    @Override
    public String method() {
        return method.codec().method().signature().call();
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, incoming.deadlineNanos() - System.nanoTime()));
    }

    @Override
    public boolean cancelled() {
        return incoming.cancelled();
    }

    @Override
    public Map<String, String> attachments() {
        return attachments;
    }

    @Override
    public synchronized Map<String, String> replyAttachments() {
        return Map.copyOf(replyAttachments);
    }

    @Override
    public synchronized void attachToReply(String key, String value) {
        if (sealed) {
            throw new IllegalStateException("CDIRPC350001: attachToReply(\"" + key + "\") after the reply was sent"
                    + " (expected: before the method returns or its stage completes)");
        }
        if (replyAttachments.size() >= CallScope.MAX_ATTACHMENTS && !replyAttachments.containsKey(key)) {
            throw new IllegalArgumentException("CDIRPC350002: reply attachment \"" + key + "\" would be entry "
                    + (CallScope.MAX_ATTACHMENTS + 1) + " (expected: at most " + CallScope.MAX_ATTACHMENTS + ")");
        }
        if (replyAttachments.isEmpty()) {
            replyAttachments = new LinkedHashMap<>();
        }
        replyAttachments.put(key, value);
    }

    @Override
    public Optional<Peer> peer() {
        PeerInfo peer = incoming.peer();
        return Optional.of(new Peer(peer.node(), peer.instance(), peer.address()));
    }
}
