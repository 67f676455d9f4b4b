package org.cdirpc;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Stands around calls. Applications implement one or more of {@link RpcClientInterceptor}, {@link RpcAttemptInterceptor}
 * and {@link RpcServerInterceptor} as a CDI bean; {@code @Priority} orders them, the smallest outermost, those without
 * one innermost:
 *
 * <pre>{@code
 * @ApplicationScoped @Priority(100)
 * public class Timing implements RpcClientInterceptor {
 *     public CompletionStage<Object> intercept(RpcInvocation call) {
 *         long began = System.nanoTime();
 *         return call.proceed().whenComplete((value, failure) ->
 *                 log(call.context().method(), System.nanoTime() - began, failure));
 *     }
 * }
 * }</pre>
 *
 * <p>It goes on with {@link RpcInvocation#proceed()}, answers itself by returning a completed stage, or refuses by
 * throwing, or by a failed stage: an {@link RpcException} reaches the caller as it is, what the contract declares too.
 *
 * <p>Thread-safety: called by many threads at once. It runs on a thread that may wait, within the call's deadline; one
 * whose class or method is {@link NonBlocking} promises not to, and then may run on an I/O thread.
 */
public interface RpcInterceptor {

    /**
     * Takes part in a call.
     *
     * @return what the call comes to; never null
     * @throws Exception to refuse the call, if it was not handed on, or to replace what it came to
     */
    CompletionStage<@Nullable Object> intercept(RpcInvocation call) throws Exception;

    /** Whether it stands around the calls of a contract; asked once for each contract. By default it does for all. */
    default boolean appliesTo(Class<?> contract) {
        return true;
    }
}
