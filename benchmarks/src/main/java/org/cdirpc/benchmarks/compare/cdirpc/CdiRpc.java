package org.cdirpc.benchmarks.compare.cdirpc;

import org.cdirpc.benchmarks.compare.Client;
import org.cdirpc.benchmarks.compare.Contender;

/** cdi-rpc with a provider that promises nothing. */
public final class CdiRpc implements Contender {

    @Override
    public String name() {
        return "cdi-rpc";
    }

    @Override
    public Server serve() throws Exception {
        return WeldNode.serve(PlainDesk.class);
    }

    @Override
    public Client connect(int port) throws Exception {
        return WeldNode.connect(port);
    }
}
