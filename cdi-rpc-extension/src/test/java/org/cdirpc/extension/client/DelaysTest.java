package org.cdirpc.extension.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DelaysTest {

    private static final long NEVER = TimeUnit.HOURS.toNanos(1);

    private final AtomicInteger threads = new AtomicInteger();
    private final Delays delays = new Delays(task -> {
        threads.incrementAndGet();
        Thread thread = new Thread(task, "delays-test");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger ran = new AtomicInteger();

    @AfterEach
    void close() {
        delays.close();
    }

    @Test
    void noThreadBeforeTheFirstTaskAndOneForAll() throws Exception {
        assertThat(threads).hasValue(0);
        CountDownLatch done = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            delays.after(i * 1000L, done::countDown);
        }
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).hasValue(1);
        assertThat(delays.waiting()).isZero();
    }

    @Test
    void whatIsForgottenLeavesAtOnceAndNeverRuns() {
        Runnable forget = delays.after(NEVER, ran::incrementAndGet);
        assertThat(delays.waiting()).isEqualTo(1);
        forget.run();
        forget.run();
        assertThat(delays.waiting()).isZero();
        delays.close();
        assertThat(ran).hasValue(0);
    }

    @Test
    void closingLeavesNobodyWaitingNorAnybodyAfterwards() {
        delays.after(NEVER, ran::incrementAndGet);
        delays.after(NEVER, ran::incrementAndGet);
        delays.close();
        assertThat(ran).hasValue(2);
        delays.after(NEVER, ran::incrementAndGet);
        assertThat(ran).hasValue(3);
        assertThat(delays.waiting()).isZero();
    }
}
