package org.cdirpc.benchmarks.compare.costs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.cdirpc.benchmarks.compare.child.Role;
import org.cdirpc.extension.node.RpcConfig;
import org.cdirpc.extension.node.RpcNode;

/**
 * Calls the provider at an address, over one channel. Obeys {@code ping NEIGHBOURS MILLIS} with the 99th percentile of
 * pings in microseconds while so many others call a slow method, and {@code place CALLERS SERVICES MILLIS} with calls per
 * second.
 */
final class CallerProbe implements Role {

    private final RpcNode node;
    private final CostDesk desk;
    private final List<OrderPlacing> services;

    private CallerProbe(RpcNode node, List<OrderPlacing> services) {
        this.node = node;
        this.desk = node.proxy(CostDesk.class);
        this.services = services;
    }

    static CallerProbe start(String address) throws IOException, ClassNotFoundException {
        RpcNode node = RpcNode.builder()
                .config(RpcConfig.of(Map.of("cdirpc.endpoints", address)))
                .start();
        List<OrderPlacing> services = new ArrayList<>();
        for (Class<?> contract : ManyServices.contracts()) {
            services.add((OrderPlacing) node.proxy(contract));
        }
        return new CallerProbe(node, services);
    }

    @Override
    public String greeting() {
        return desk.ping("ready");
    }

    @Override
    public String obey(String... words) throws InterruptedException {
        int callers = Integer.parseInt(words[1]);
        long millis = Long.parseLong(words[words.length - 1]);
        return String.valueOf(
                words[0].equals("ping")
                        ? ping(callers, millis)
                        : Placing.perSecond(services.subList(0, Integer.parseInt(words[2])), callers, millis));
    }

    private double ping(int neighbours, long millis) throws InterruptedException {
        Histogram histogram = new Histogram(3);
        Window others = new Window(neighbours, unused -> desk.slow());
        others.begin();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long now = System.nanoTime(); now - end < 0; ) {
            desk.ping("hello");
            long after = System.nanoTime();
            histogram.recordValue(after - now);
            now = after;
        }
        others.end();
        return histogram.getValueAtPercentile(99) / 1e3;
    }

    @Override
    public void close() {
        node.close();
    }
}
