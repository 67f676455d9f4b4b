package org.cdirpc.extension.server;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.cdirpc.RpcContext;
import org.jspecify.annotations.Nullable;

/** A call behind its last interceptor, in front of the bean. */
interface GuardedCall {

    /** The decoded arguments. */
    List<@Nullable Object> arguments();

    /** The deadline, and whether somebody still waits. */
    RpcContext context();

    /** Attaches a value to the reply. */
    void attach(String key, String value);

    /** Runs the bean; at most once. What fails is a failed stage. */
    CompletionStage<@Nullable Object> runBean();

    /** Whether the bean's method began; known when {@link #runBean} has returned. */
    boolean begun();
}
