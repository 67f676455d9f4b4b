package org.cdirpc.benchmarks.compare.cell;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.cdirpc.benchmarks.compare.Client;

/** One caller, which takes turns between the smallest call and an order; how long each took. */
final class Latencies {

    private static final double[] PERCENTILES = {50, 99, 99.9};
    private static final String[] NAMES = {".p50_us", ".p99_us", ".p999_us"};

    private final Histogram ping = new Histogram(3);
    private final Histogram place = new Histogram(3);

    private Latencies() {}

    static void run(Client client, Duration time, Tally tally, Map<String, Double> metrics)
            throws InterruptedException {
        Latencies latencies = new Latencies();
        Thread caller = Callers.PLATFORM.newThread(() -> latencies.measure(client, time, tally));
        caller.start();
        long longest = time.plus(Load.LONGEST_CALL).toMillis();
        caller.join(longest);
        if (caller.isAlive()) {
            tally.failed("no answer within " + TimeUnit.MILLISECONDS.toSeconds(longest) + " s", 1);
            return;
        }
        report("ping", latencies.ping, metrics);
        report("place", latencies.place, metrics);
    }

    private void measure(Client client, Duration time, Tally tally) {
        long end = System.nanoTime() + time.toNanos();
        long number = Workload.firstOf(0);
        try {
            for (long now = System.nanoTime(); now - end < 0; number++) {
                Workload.PING.call(client, number);
                long between = System.nanoTime();
                ping.recordValue(between - now);
                Workload.PLACE.call(client, number);
                now = System.nanoTime();
                place.recordValue(now - between);
                tally.completed();
                tally.completed();
            }
        } catch (Exception | LinkageError failure) {
            tally.failed(failure);
        }
    }

    private static void report(String call, Histogram histogram, Map<String, Double> metrics) {
        for (int i = 0; i < NAMES.length; i++) {
            metrics.put(call + NAMES[i], histogram.getValueAtPercentile(PERCENTILES[i]) / 1e3);
        }
    }
}
