package org.cdirpc.benchmarks.compare.cell;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.benchmarks.compare.Client;
import org.jspecify.annotations.Nullable;

/** A number of asynchronous calls in flight: the end of each begins the next of its lane. A lane whose call failed stops. */
final class Lanes {

    private final Client client;
    private final Workload workload;
    private final Tally tally;
    private final CountDownLatch done;
    private volatile boolean over;

    private Lanes(Client client, Workload workload, int count, Tally tally) {
        this.client = client;
        this.workload = workload;
        this.tally = tally;
        this.done = new CountDownLatch(count);
    }

    static Load run(Client client, Workload workload, int count, Duration time, Tally tally)
            throws InterruptedException {
        return new Lanes(client, workload, count, tally).run(count, time);
    }

    private Load run(int count, Duration time) throws InterruptedException {
        long begin = System.nanoTime();
        Thread starter = Callers.PLATFORM.newThread(() -> {
            // A client whose calls end at once keeps this thread in the first lane.
            for (int lane = 0; lane < count; lane++) {
                new Lane(Workload.firstOf(lane)).run();
            }
        });
        starter.start();
        done.await(time.toNanos(), TimeUnit.NANOSECONDS);
        long window = tally.calls();
        long nanos = System.nanoTime() - begin;
        over = true;
        if (!done.await(Load.LONGEST_CALL.toSeconds(), TimeUnit.SECONDS)) {
            tally.failed("no answer within " + Load.LONGEST_CALL.toSeconds() + " s", done.getCount());
        }
        return new Load(window, nanos, tally.calls());
    }

    /** One call after the other. The state is of the present call: whoever comes second goes on with the next one. */
    private final class Lane {

        private static final int STARTING = 0;
        private static final int ENDED = 1;
        private static final int LEFT = 2;

        private final AtomicInteger state = new AtomicInteger();
        private long number;

        Lane(long first) {
            this.number = first;
        }

        /** Until a call is left to complete later, or there are no more. Never recurses, however early a call ends. */
        void run() {
            do {
                if (over) {
                    done.countDown();
                    return;
                }
                state.set(STARTING);
                try {
                    workload.start(client, number).whenComplete(this::ended);
                } catch (Exception | LinkageError failure) {
                    stop(failure);
                    return;
                }
            } while (!state.compareAndSet(STARTING, LEFT));
        }

        private void ended(@Nullable Object result, @Nullable Throwable failure) {
            if (failure != null) {
                stop(failure);
                return;
            }
            try {
                workload.check(number, result);
            } catch (IllegalStateException wrong) {
                stop(wrong);
                return;
            }
            tally.completed();
            number++;
            if (!state.compareAndSet(STARTING, ENDED)) {
                run();
            }
        }

        private void stop(Throwable failure) {
            tally.failed(failure);
            done.countDown();
        }
    }
}
