package org.cdirpc.extension.node;

import java.util.ArrayList;
import java.util.List;
import org.cdirpc.RpcInterceptor;
import org.cdirpc.extension.interceptor.ClientLimit;
import org.cdirpc.extension.interceptor.ForwardAttachments;
import org.cdirpc.extension.interceptor.LogCalls;

/** The interceptors that the configuration asks for. */
final class OwnInterceptors {

    private OwnInterceptors() {}

    /** Around the application's own, so that the log tells what callers get, and the limit counts what they wait for. */
    static List<RpcInterceptor> of(RpcConfig.Interception config) {
        List<RpcInterceptor> all = new ArrayList<>();
        if (config.logCalls()) {
            all.add(new LogCalls.Made(System::nanoTime));
            all.add(new LogCalls.Served(System::nanoTime));
        }
        if (config.maxConcurrent() > 0) {
            all.add(new ClientLimit(config.maxConcurrent()));
        }
        if (!config.forward().isEmpty()) {
            all.add(new ForwardAttachments(config.forward()));
        }
        return all;
    }
}
