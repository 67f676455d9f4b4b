package org.cdirpc.benchmarks.compare.cell;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.cdirpc.benchmarks.compare.Client;

/** Callers that wait for each call, one thread each. A caller whose call failed stops. */
final class Callers {

    /** Platform threads. */
    static final ThreadFactory PLATFORM = task -> {
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        return thread;
    };

    private final Client client;
    private final Workload workload;
    private final Tally tally;
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private volatile boolean over;

    private Callers(Client client, Workload workload, Tally tally) {
        this.client = client;
        this.workload = workload;
        this.tally = tally;
    }

    /** Calls for so long. {@code usage} is taken from before the first call to after the last, while all callers live. */
    static Load run(
            Client client, Workload workload, int count, Duration time, ThreadFactory threads, Tally tally, Usage usage)
            throws InterruptedException {
        return new Callers(client, workload, tally).run(count, time, threads, usage);
    }

    private Load run(int count, Duration time, ThreadFactory threads, Usage usage) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(count);
        CountDownLatch done = new CountDownLatch(count);
        for (int caller = 0; caller < count; caller++) {
            long first = Workload.firstOf(caller);
            threads.newThread(() -> caller(first, ready, done)).start();
        }
        ready.await();
        usage.begin();
        long begin = System.nanoTime();
        go.countDown();
        // Ends early only if all callers have failed.
        done.await(time.toNanos(), TimeUnit.NANOSECONDS);
        long window = tally.calls();
        long nanos = System.nanoTime() - begin;
        over = true;
        if (!done.await(Load.LONGEST_CALL.toSeconds(), TimeUnit.SECONDS)) {
            tally.failed("no answer within " + Load.LONGEST_CALL.toSeconds() + " s", done.getCount());
        }
        usage.end();
        leave.countDown();
        return new Load(window, nanos, tally.calls());
    }

    private void caller(long first, CountDownLatch ready, CountDownLatch done) {
        try {
            ready.countDown();
            go.await();
            try {
                for (long number = first; !over; number++) {
                    workload.call(client, number);
                    tally.completed();
                }
            } catch (Exception | LinkageError failure) {
                tally.failed(failure);
            }
            done.countDown();
            leave.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
