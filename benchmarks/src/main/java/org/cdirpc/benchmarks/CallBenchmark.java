package org.cdirpc.benchmarks;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cdirpc.extension.node.InProcessCluster;
import org.cdirpc.extension.node.RpcConfig;
import org.cdirpc.extension.node.RpcNode;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One blocking call, whole, between two nodes of one JVM: over a loopback socket, and over a channel in process. Run with
 * {@code -t 64} for many callers and {@code -prof gc} for what it allocates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class CallBenchmark {

    /** What lies between the nodes. */
    @Param({"loopback", "in-process"})
    public String channel = "loopback";

    private final Orders.Order order = new Orders.Order(
            42,
            "Ada Lovelace",
            IntStream.range(0, 10)
                    .mapToObj(i -> new Orders.Line("sku-" + i, i + 1, new BigDecimal("12.50")))
                    .toList());

    private List<RpcNode> nodes = List.of();
    private Orders orders = new OrdersBean();

    /** Starts both nodes. */
    @Setup
    public void start() {
        RpcNode.Builder provider = RpcNode.builder().export(Orders.class, new OrdersBean());
        RpcNode.Builder consumer = RpcNode.builder();
        if (channel.equals("loopback")) {
            RpcNode serving = provider.config(RpcConfig.of(Map.of("cdirpc.cluster", "none")))
                    .start();
            RpcNode calling = consumer.config(RpcConfig.of(Map.of("cdirpc.endpoints", serving.address())))
                    .start();
            nodes = List.of(calling, serving);
        } else {
            InProcessCluster cluster = new InProcessCluster();
            RpcNode serving = provider.inProcess(cluster).start();
            nodes = List.of(consumer.inProcess(cluster).start(), serving);
        }
        orders = nodes.get(0).proxy(Orders.class);
    }

    /** Stops them. */
    @TearDown
    public void stop() {
        nodes.forEach(RpcNode::close);
    }

    /** A call without content. */
    @Benchmark
    public int ping() {
        return orders.ping(7);
    }

    /** An order of ten lines. */
    @Benchmark
    public Orders.Receipt place() {
        return orders.place(order);
    }
}
