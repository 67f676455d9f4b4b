package org.cdirpc.sample.demo.node;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.cdirpc.sample.demo.account.Told;
import org.cdirpc.sample.demo.account.Told.Answered;
import org.cdirpc.sample.demo.account.Told.Failed;

/** Counts calls. Thread-safe but for {@link #now} and {@link #total}, which are for one thread. */
final class Tally {

    private static final int DIGITS = 3;

    private final long begin = System.nanoTime();
    private final AtomicInteger placed = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder quotes = new LongAdder();
    private final AtomicInteger quotesInFlight = new AtomicInteger();
    private final LongAdder views = new LongAdder();
    private final Map<String, LongAdder> answered = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final Recorder latencies = new Recorder(DIGITS);
    private final Histogram all = new Histogram(DIGITS);
    private Histogram before = new Histogram(DIGITS);

    /** The number of the next order, which counts as in flight. */
    int place() {
        inFlight.incrementAndGet();
        return placed.getAndIncrement();
    }

    /** An order has its outcome. */
    void ordered(Told outcome, long nanos) {
        inFlight.decrementAndGet();
        latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
        if (outcome instanceof Answered receipt) {
            answered.computeIfAbsent(receipt.node(), node -> new LongAdder()).increment();
        } else {
            failed((Failed) outcome);
        }
    }

    void failed(Failed failure) {
        failures.computeIfAbsent(failure.kind() + " " + failure.what(), kind -> new LongAdder())
                .increment();
    }

    void quoteBegins() {
        quotesInFlight.incrementAndGet();
    }

    void quoteEnds(boolean answer) {
        quotesInFlight.decrementAndGet();
        if (answer) {
            quotes.increment();
        }
    }

    void viewed() {
        views.increment();
    }

    boolean nothingInFlight() {
        return inFlight.get() == 0 && quotesInFlight.get() == 0;
    }

    /** The statistics with the latencies of this interval and the one before. */
    Statistics now() {
        Histogram interval = latencies.getIntervalHistogram();
        all.add(interval);
        Histogram both = interval.copy();
        both.add(before);
        before = interval;
        return statistics(both);
    }

    /** The statistics with all latencies. */
    Statistics total() {
        all.add(latencies.getIntervalHistogram());
        return statistics(all);
    }

    private Statistics statistics(Histogram latency) {
        return new Statistics(
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
                placed.get(),
                inFlight.get(),
                quotes.sum(),
                quotesInFlight.get(),
                views.sum(),
                sums(answered),
                sums(failures),
                latency.getValueAtPercentile(50),
                latency.getValueAtPercentile(99),
                latency.getMaxValue());
    }

    private static SortedMap<String, Long> sums(Map<String, LongAdder> counts) {
        TreeMap<String, Long> sums = new TreeMap<>();
        counts.forEach((name, count) -> sums.put(name, count.sum()));
        return sums;
    }
}
