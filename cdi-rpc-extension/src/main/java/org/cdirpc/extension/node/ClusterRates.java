package org.cdirpc.extension.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cdirpc.cluster.RateMeter;
import org.cdirpc.cluster.RateShares;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.SharedRates;
import org.cdirpc.extension.server.ClusterRate;

/**
 * Keeps this node's parts of the rates that the cluster shares up to date, on two threads of its own: one reads, and may
 * be held up by the grid; the other one is not. Thread-safe.
 */
final class ClusterRates implements AutoCloseable {

    private final String node;
    private final SharedRates rates;
    private final RateShares shares;
    private final ScheduledThreadPoolExecutor threads;
    private final AtomicBoolean unreachable = new AtomicBoolean();

    private ClusterRates(
            String node, String instance, SharedRates rates, Map<String, ClusterRate> services, ClassLoader loader) {
        this.node = node;
        this.rates = rates;
        this.shares = new RateShares(instance, rates, System::nanoTime);
        services.forEach((service, rate) -> shares.add(service, rate.total(), meter(rate)));
        this.threads = new ScheduledThreadPoolExecutor(2, task -> {
            Thread thread = new Thread(task, "cdi-rpc-" + node + "-rates");
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        });
    }

    /** The rates that are configured for those of the given services. */
    static Map<String, ClusterRate> configured(RpcConfig config, List<String> services) {
        Map<String, ClusterRate> rates = new HashMap<>();
        for (String service : services) {
            ServiceConfig of = config.services().get(service);
            if (of != null) {
                of.clusterMaxPerSecond()
                        .ifPresent(limit -> rates.put(service, new ClusterRate(limit, System::nanoTime)));
            }
        }
        return rates;
    }

    /** Begins to share the given rates; at least one. */
    static ClusterRates start(
            String node, String instance, SharedRates rates, Map<String, ClusterRate> services, ClassLoader loader) {
        ClusterRates started = new ClusterRates(node, instance, rates, services, loader);
        started.threads.scheduleWithFixedDelay(started::read, 0, RateShares.READ_MILLIS, TimeUnit.MILLISECONDS);
        started.threads.scheduleAtFixedRate(started::share, 0, RateShares.SHARE_MILLIS, TimeUnit.MILLISECONDS);
        return started;
    }

    private static RateMeter meter(ClusterRate rate) {
        return new RateMeter() {
            @Override
            public long asked() {
                return rate.asked();
            }

            @Override
            public long admitted() {
                return rate.admitted();
            }

            @Override
            public void part(double perSecond) {
                rate.part(perSecond);
            }
        };
    }

    private void read() {
        try {
            shares.read();
            unreachable.set(false);
        } catch (RegistryException out) {
            if (!unreachable.getAndSet(true)) {
                NodeLog.LOG.ratesUnreachable(node, String.valueOf(out.getMessage()));
            }
        } catch (RuntimeException fault) {
            // A task that throws is not run again.
            NodeLog.LOG.ratesFailed(node, fault);
        }
    }

    private void share() {
        try {
            shares.share();
        } catch (RuntimeException fault) {
            NodeLog.LOG.ratesFailed(node, fault);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            // Nothing is told any more when it is taken back.
            threads.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        rates.close();
    }
}
