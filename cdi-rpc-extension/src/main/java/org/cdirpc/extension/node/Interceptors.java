package org.cdirpc.extension.node;

import java.util.List;
import org.cdirpc.RpcAttemptInterceptor;
import org.cdirpc.RpcClientInterceptor;
import org.cdirpc.RpcInterceptor;
import org.cdirpc.RpcServerInterceptor;

/**
 * A node's interceptors by what they stand around, each list with the outermost first.
 *
 * @param client around calls
 * @param attempt around attempts
 * @param server around beans
 */
record Interceptors(
        List<RpcClientInterceptor> client, List<RpcAttemptInterceptor> attempt, List<RpcServerInterceptor> server) {

    /** In the given order; one that is of no kind is a problem. */
    static Interceptors of(List<? extends RpcInterceptor> all, List<String> problems) {
        Interceptors sorted = new Interceptors(
                only(all, RpcClientInterceptor.class),
                only(all, RpcAttemptInterceptor.class),
                only(all, RpcServerInterceptor.class));
        for (RpcInterceptor each : all) {
            if (!(each instanceof RpcClientInterceptor
                    || each instanceof RpcAttemptInterceptor
                    || each instanceof RpcServerInterceptor)) {
                problems.add(
                        NodeMessages.TEXT.interceptorOfNoKind(each.getClass().getName()));
            }
        }
        return sorted;
    }

    private static <T> List<T> only(List<? extends RpcInterceptor> all, Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
