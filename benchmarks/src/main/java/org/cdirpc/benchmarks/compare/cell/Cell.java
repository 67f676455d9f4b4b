package org.cdirpc.benchmarks.compare.cell;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdirpc.benchmarks.compare.Client;

/** What is measured at one time. */
public enum Cell {
    /** One caller: latencies of the smallest call and of an order, in turns. */
    ONE("one caller", "place.p50_us") {
        @Override
        void run(Client client, Duration time, Tally tally, Map<String, Double> metrics) throws InterruptedException {
            Latencies.run(client, time, tally, metrics);
        }
    },

    /** Orders by 64 callers, and what a call costs this process. */
    THREADS64("64 callers", "place.threads64_per_s") {
        @Override
        void run(Client client, Duration time, Tally tally, Map<String, Double> metrics) throws InterruptedException {
            Usage usage = new Usage();
            Load load = Callers.run(client, Workload.PLACE, 64, time, Callers.PLATFORM, tally, usage);
            metrics.put(mainMetric(), load.perSecond());
            metrics.put("place.cpu_client_us", usage.cpuMicros() / load.calls());
            metrics.put("place.alloc_client_bytes", (double) usage.allocatedBytes() / load.calls());
        }
    },

    /** 256 of the smallest call in flight. */
    ASYNC_PING("async ping", "ping.async256_per_s") {
        @Override
        void run(Client client, Duration time, Tally tally, Map<String, Double> metrics) throws InterruptedException {
            metrics.put(
                    mainMetric(),
                    Lanes.run(client, Workload.PING, 256, time, tally).perSecond());
        }
    },

    /** 256 orders in flight. */
    ASYNC_PLACE("async place", "place.async256_per_s") {
        @Override
        void run(Client client, Duration time, Tally tally, Map<String, Double> metrics) throws InterruptedException {
            metrics.put(
                    mainMetric(),
                    Lanes.run(client, Workload.PLACE, 256, time, tally).perSecond());
        }
    },

    /** Echo of 64 KiB by 8 callers; megabytes of content in one direction. */
    BLOB("64 KiB echo", "blob64k.mb_per_s") {
        @Override
        void run(Client client, Duration time, Tally tally, Map<String, Double> metrics) throws InterruptedException {
            Load load = Callers.run(client, Workload.BLOB, 8, time, Callers.PLATFORM, tally, new Usage());
            metrics.put(mainMetric(), load.perSecond() * Workload.BLOB_SIZE / 1e6);
        }
    },

    /** Orders by 64 callers on virtual threads. */
    VIRTUAL64("64 virtual", "place.virtual64_per_s") {
        @Override
        void run(Client client, Duration time, Tally tally, Map<String, Double> metrics) throws InterruptedException {
            virtual(client, 64, time, tally, metrics);
        }
    },

    /** Orders by 1,000 callers on virtual threads. */
    VIRTUAL1000("1000 virtual", "place.virtual1000_per_s") {
        @Override
        void run(Client client, Duration time, Tally tally, Map<String, Double> metrics) throws InterruptedException {
            virtual(client, 1000, time, tally, metrics);
        }
    };

    private final String title;
    private final String mainMetric;

    Cell(String title, String mainMetric) {
        this.title = title;
        this.mainMetric = mainMetric;
    }

    abstract void run(Client client, Duration time, Tally tally, Map<String, Double> metrics)
            throws InterruptedException;

    /** Measures for so long. */
    public CellResult measure(Client client, Duration time) throws InterruptedException {
        Tally tally = new Tally();
        Map<String, Double> metrics = new TreeMap<>();
        run(client, time, tally, metrics);
        if (tally.failures() > 0 || tally.calls() == 0) {
            metrics.clear();
        }
        return new CellResult(tally.calls(), tally.failures(), tally.firstFailure(), metrics);
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** The figure that is shown as soon as the cell has ended. */
    public String mainMetric() {
        return mainMetric;
    }

    /** Whether only systems with asynchronous calls can do it. */
    public boolean asynchronous() {
        return this == ASYNC_PING || this == ASYNC_PLACE;
    }

    /** All that this JDK can measure. */
    public static List<Cell> available() {
        return VirtualThreads.available() ? List.of(values()) : List.of(ONE, THREADS64, ASYNC_PING, ASYNC_PLACE, BLOB);
    }

    void virtual(Client client, int callers, Duration time, Tally tally, Map<String, Double> metrics)
            throws InterruptedException {
        Load load = Callers.run(client, Workload.PLACE, callers, time, VirtualThreads.factory(), tally, new Usage());
        metrics.put(mainMetric(), load.perSecond());
    }
}
