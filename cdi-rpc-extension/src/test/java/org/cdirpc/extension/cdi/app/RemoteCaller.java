package org.cdirpc.extension.cdi.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;
import org.cdirpc.RpcClient;

/** Calls the proxy. */
@ApplicationScoped
public class RemoteCaller implements Function<String, String> {

    @Inject
    @RpcClient
    Greeter greeter;

    @Override
    public String apply(String whom) {
        return greeter.greet(whom);
    }
}
