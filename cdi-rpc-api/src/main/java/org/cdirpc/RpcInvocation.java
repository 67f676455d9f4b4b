package org.cdirpc;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way through the interceptors. The same for sync, async and one-way calls: what a call comes to is always
 * a stage. Used by one thread at a time; {@link #context()} by any.
 */
public interface RpcInvocation {

    /** The contract's interface. */
    Class<?> contract();

    /** The contract's method; its annotations say whether it is {@link Idempotent} or {@link OneWay}. */
    Method method();

    /** The arguments, as passed by the caller or as decoded for the bean; an unmodifiable view. */
    List<@Nullable Object> arguments();

    /** 0 around a whole call and on the provider; around an attempt its number, from 1. */
    int attempt();

    /**
     * The call: service, method, deadline, whether it was given up, attachments both ways, and the other end, which around
     * an attempt is the instance that it goes to.
     */
    RpcContext context();

    /**
     * Attaches a value to what goes to the other side: to the call on the caller's side (around an attempt, to that attempt
     * alone), to the reply on the provider's.
     *
     * @throws IllegalArgumentException if the key is empty or there would be more than 64 entries
     * @throws IllegalStateException if the call or reply is on its way already
     */
    void attach(String key, String value);

    /**
     * Goes on to the next interceptor, and behind the last one to the call itself.
     *
     * @return what it comes to: the value that the caller gets, null for one-way calls and those without a result, or the
     *     exception that the caller gets. It completes where waiting is allowed, unless all interceptors of the chain are
     *     {@link NonBlocking}
     * @throws IllegalStateException if it was called before
     */
    CompletionStage<@Nullable Object> proceed();
}
