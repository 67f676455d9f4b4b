package org.cdirpc.faults.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What the kernel counts of TCP in the network namespace of one process: connections taken, open, and lost because nobody
 * took them in time. In a namespace of its own that is this row's and nobody else's. Samples are taken by a thread of its
 * own every {@value #EVERY_MILLIS} ms until it is closed; all else is for one thread.
 */
public final class TcpCounts implements AutoCloseable {

    private static final long EVERY_MILLIS = 10;
    private static final long WINDOW_NANOS = 100_000_000;

    /**
     * At one moment.
     *
     * @param nanos when, by the monotonic clock
     * @param taken connections that came in and were established since the namespace was made
     * @param established those that are open now; both ends of one count where both are in the namespace
     * @param overflows connections that were dropped because the queue to accept was full, and for whatever reason
     */
    public record Sample(long nanos, long taken, long established, long overflows) {}

    private final Path folder;
    private final List<Sample> samples = new ArrayList<>();
    private final Thread sampler = new Thread(this::sample, "faults-tcp");
    private volatile boolean closed;

    private TcpCounts(Path folder) {
        this.folder = folder;
    }

    /** Begins to count in this process's namespace; the process must outlive it. */
    public static TcpCounts of(Child process) throws IOException {
        TcpCounts counts = new TcpCounts(Path.of("/proc/" + process.pid() + "/net"));
        counts.samples.add(counts.now());
        counts.sampler.setDaemon(true);
        counts.sampler.start();
        return counts;
    }

    private void sample() {
        while (!closed) {
            LockSupport.parkNanos(EVERY_MILLIS * 1_000_000);
            try {
                Sample sample = now();
                synchronized (samples) {
                    samples.add(sample);
                }
            } catch (IOException gone) {
                return;
            }
        }
    }

    /** As it is now. */
    public Sample now() throws IOException {
        List<String> snmp = Files.readAllLines(folder.resolve("snmp"));
        List<String> netstat = Files.readAllLines(folder.resolve("netstat"));
        return new Sample(
                System.nanoTime(),
                value(snmp, "Tcp:", "PassiveOpens"),
                value(snmp, "Tcp:", "CurrEstab"),
                // A connection that overflows the queue is counted as dropped too.
                value(netstat, "TcpExt:", "ListenDrops"));
    }

    /** Two lines of one beginning: names, and values in their order. */
    static long value(List<String> lines, String beginning, String name) throws IOException {
        List<String> two =
                lines.stream().filter(line -> line.startsWith(beginning + " ")).toList();
        if (two.size() == 2) {
            int place = List.of(two.get(0).split(" ")).indexOf(name);
            if (place > 0) {
                return Long.parseLong(two.get(1).split(" ")[place]);
            }
        }
        throw new IOException("no " + name + " in the lines of " + beginning + " " + lines);
    }

    /** The most connections that came in within 100 ms, from one moment to another. */
    public long busiest(long from, long to) {
        List<Sample> all;
        synchronized (samples) {
            all = samples.stream()
                    .filter(sample -> sample.nanos() - from >= 0 && to - sample.nanos() >= 0)
                    .toList();
        }
        long most = 0;
        int first = 0;
        for (Sample last : all) {
            while (last.nanos() - all.get(first).nanos() > WINDOW_NANOS) {
                first++;
            }
            most = Math.max(most, last.taken() - all.get(first).taken());
        }
        return most;
    }

    @Override
    public void close() {
        closed = true;
    }
}
