package org.cdirpc.extension.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.cdirpc.RpcContext;
import org.jspecify.annotations.Nullable;

/** A call with a bean behind it and no channel in front. */
final class FakeCall implements GuardedCall, RpcContext {

    private final List<@Nullable Object> arguments;
    private final Supplier<CompletionStage<@Nullable Object>> bean;
    private final long deadlineNanos;
    private final Map<String, String> attached = new HashMap<>();
    boolean makesItsBean = true;
    volatile boolean cancelled;
    private boolean begun;

    FakeCall(Duration limit, Supplier<CompletionStage<@Nullable Object>> bean, @Nullable Object... arguments) {
        this.arguments = Arrays.asList(arguments);
        this.bean = bean;
        this.deadlineNanos = System.nanoTime() + limit.toNanos();
    }

    @Override
    public List<@Nullable Object> arguments() {
        return arguments;
    }

    @Override
    public RpcContext context() {
        return this;
    }

    @Override
    public void attach(String key, String value) {
        attached.put(key, value);
    }

    @Override
    public CompletionStage<@Nullable Object> runBean() {
        if (!makesItsBean) {
            return CompletableFuture.failedFuture(new IllegalStateException("cannot be made"));
        }
        begun = true;
        try {
            return bean.get();
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    @Override
    public boolean begun() {
        return begun;
    }

    @Override
    public String service() {
        return "shop";
    }

    @Override
    public String method() {
        return "place(object)";
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
    public Map<String, String> attachments() {
        return Map.of();
    }

    @Override
    public Map<String, String> replyAttachments() {
        return attached;
    }

    @Override
    public Registration onCancel(Runnable action) {
        throw new UnsupportedOperationException("nobody cancels this call");
    }

    @Override
    public void attachToReply(String key, String value) {
        attach(key, value);
    }

    @Override
    public Optional<Peer> peer() {
        return Optional.empty();
    }
}
