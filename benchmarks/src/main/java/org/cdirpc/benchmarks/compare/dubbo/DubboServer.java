package org.cdirpc.benchmarks.compare.dubbo;

import org.apache.dubbo.rpc.model.FrameworkModel;
import org.cdirpc.benchmarks.compare.Contender;

/** A Dubbo server that runs. */
record DubboServer(int port, FrameworkModel framework) implements Contender.Server {

    @Override
    public void close() {
        framework.destroy();
    }
}
