package org.cdirpc.faults.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimersTest {

    @Test
    void whatIsScheduledIsCountedUntilItIsForgotten() {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
        try {
            scheduler.setRemoveOnCancelPolicy(true);
            long before = Timers.now();
            var first = scheduler.schedule(() -> {}, 1, TimeUnit.HOURS);
            var second = scheduler.schedule(() -> {}, 1, TimeUnit.HOURS);
            assertThat(Timers.now()).isEqualTo(before + 2);
            assertThat(first.cancel(false)).isTrue();
            first = second;
            assertThat(Timers.now()).isEqualTo(before + 1);
            assertThat(first.isDone()).isFalse();
        } finally {
            scheduler.shutdownNow();
        }
    }

    @Test
    void theClassesOfTheNodeAndOfItsHttpServerAreAmongThem() throws ClassNotFoundException {
        for (String name : Timers.CLASSES) {
            assertThat(Class.forName(name, false, getClass().getClassLoader())).isNotNull();
        }
    }
}
