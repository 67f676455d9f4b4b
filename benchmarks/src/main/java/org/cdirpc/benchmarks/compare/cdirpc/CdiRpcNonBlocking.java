package org.cdirpc.benchmarks.compare.cdirpc;

import org.cdirpc.benchmarks.compare.Client;
import org.cdirpc.benchmarks.compare.Contender;

/** cdi-rpc with a provider that promises never to wait. */
public final class CdiRpcNonBlocking implements Contender {

    @Override
    public String name() {
        return "cdi-rpc-nonblocking";
    }

    @Override
    public Server serve() throws Exception {
        return WeldNode.serve(NonBlockingDesk.class);
    }

    @Override
    public Client connect(int port) throws Exception {
        return WeldNode.connect(port);
    }
}
