package org.cdirpc.benchmarks.compare.grpc;

import java.util.concurrent.TimeUnit;
import org.cdirpc.benchmarks.compare.Contender;

/** A gRPC server that runs. */
record GrpcServer(io.grpc.Server server) implements Contender.Server {

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() throws InterruptedException {
        server.shutdownNow().awaitTermination(2, TimeUnit.SECONDS);
    }
}
