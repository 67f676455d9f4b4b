package org.cdirpc.extension.client;

import java.util.Map;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.extension.call.WriterPool;
import org.jspecify.annotations.Nullable;

/**
 * A one-way call that could not be sent, with a copy of what it carries.
 *
 * @param timeoutNanos how long each further sending may take
 * @param untilNanos when it is given up
 */
record KeptCall(
        MethodCodec method,
        @Nullable Object[] arguments,
        Map<String, String> attachments,
        String service,
        WriterPool writers,
        long timeoutNanos,
        long untilNanos) {

    /** A call like the one that was kept, which begins now. */
    Call call(long now) {
        long deadline = now + timeoutNanos;
        CallerContext context =
                new CallerContext(service, method.method().signature().call(), deadline, attachments);
        return new Call(method, arguments, now, deadline, attachments, context, writers);
    }
}
