package org.cdirpc.extension.interceptor;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.NonBlocking;
import org.cdirpc.RpcClientInterceptor;
import org.cdirpc.RpcInvocation;
import org.cdirpc.RpcRejectedException;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many calls of one contract a node has under way: those above it are refused before they are sent, so that a
 * slow service cannot take all of a node's threads and memory. A bulkhead, in the words of M. Nygard, "Release It!".
 * Thread-safe.
 */
@NonBlocking
public final class ClientLimit implements RpcClientInterceptor {

    private final int most;
    private final Map<Class<?>, AtomicInteger> underWay = new ConcurrentHashMap<>();

    /**
     * A limit for each contract by itself.
     *
     * @param most the most calls at a time, from 1
     */
    public ClientLimit(int most) {
        this.most = most;
    }

    @Override
    public CompletionStage<@Nullable Object> intercept(RpcInvocation call) {
        AtomicInteger count = underWay.computeIfAbsent(call.contract(), contract -> new AtomicInteger());
        if (!tryBegin(count)) {
            throw new RpcRejectedException(
                    FailureCode.REJECTED,
                    Progress.NOT_SENT,
                    InterceptorMessages.TEXT.tooManyUnderWay(
                            call.contract().getSimpleName(), call.context().method(), most),
                    null);
        }
        CompletionStage<@Nullable Object> outcome;
        try {
            outcome = call.proceed();
        } catch (RuntimeException | Error fault) {
            count.decrementAndGet();
            throw fault;
        }
        return outcome.whenComplete((value, thrown) -> count.decrementAndGet());
    }

    /** Never counts a call that it refuses, not for a moment: another one would be refused for it. */
    private boolean tryBegin(AtomicInteger count) {
        int now = count.get();
        while (now < most) {
            if (count.compareAndSet(now, now + 1)) {
                return true;
            }
            now = count.get();
        }
        return false;
    }
}
