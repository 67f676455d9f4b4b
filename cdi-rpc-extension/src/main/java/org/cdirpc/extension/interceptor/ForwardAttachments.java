package org.cdirpc.extension.interceptor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.cdirpc.NonBlocking;
import org.cdirpc.RpcClientInterceptor;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Hands what came with the call that a thread serves on to the calls that it makes, such as a tenant or a trace: the
 * given keys, where the call has none of that name itself. Thread-safe.
 *
 * @param keys the attachments' keys
 */
@NonBlocking
public record ForwardAttachments(List<String> keys) implements RpcClientInterceptor {

    /** An immutable copy. */
    public ForwardAttachments {
        keys = List.copyOf(keys);
    }

    @Override
    public CompletionStage<@Nullable Object> intercept(RpcInvocation call) {
        RpcContext served = RpcContext.currentOrNull();
        if (served != null) {
            Map<String, String> came = served.attachments();
            Map<String, String> goes = call.context().attachments();
            for (String key : keys) {
                String value = came.get(key);
                if (value != null && !goes.containsKey(key)) {
                    call.attach(key, value);
                }
            }
        }
        return call.proceed();
    }
}
