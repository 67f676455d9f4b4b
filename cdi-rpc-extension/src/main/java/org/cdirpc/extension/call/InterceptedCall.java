package org.cdirpc.extension.call;

import java.util.concurrent.CompletionStage;
import org.cdirpc.RpcInvocation;
import org.jspecify.annotations.Nullable;

/** A call as all of its interceptors see it; {@link #proceed()} is what stands behind the last of them. */
public interface InterceptedCall extends RpcInvocation {

    /** Makes the call; the chain sees to it that nobody does so twice. What fails is a failed stage. */
    @Override
    CompletionStage<@Nullable Object> proceed();
}
