package org.cdirpc.benchmarks.compare.grpc;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.cdirpc.benchmarks.compare.Client;
import org.cdirpc.benchmarks.compare.Contender;

/** gRPC with direct executors on both sides: calls run on the I/O threads, as its fastest set-up for code that never waits. */
public final class GrpcDirect implements Contender {

    @Override
    public String name() {
        return "grpc-direct";
    }

    @Override
    public Server serve() throws Exception {
        return new GrpcServer(NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new GrpcDesk())
                .directExecutor()
                .build()
                .start());
    }

    @Override
    public Client connect(int port) {
        return new GrpcClient(
                NettyChannelBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .usePlaintext()
                        .directExecutor()
                        .build());
    }
}
