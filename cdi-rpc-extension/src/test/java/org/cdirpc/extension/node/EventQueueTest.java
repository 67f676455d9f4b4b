package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cdirpc.RpcEvent;
import org.cdirpc.RpcEvent.CircuitState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventQueueTest {

    @Test
    void oneAfterTheOtherInOrderAlsoWhenTheListenerFails() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch done = new CountDownLatch(1000);
        List<String> expected = new ArrayList<>();
        try {
            EventQueue queue = new EventQueue(
                    event -> {
                        seen.add(event.reason());
                        done.countDown();
                        if (event.reason().endsWith("7")) {
                            throw new IllegalStateException("a listener of somebody's");
                        }
                    },
                    threads);
            for (int i = 0; i < 1000; i++) {
                expected.add("r" + i);
                queue.accept(new RpcEvent.CircuitChanged("s", "", CircuitState.CLOSED, CircuitState.OPEN, "r" + i));
            }
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            threads.shutdownNow();
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void anEventForWhichThereIsNoThreadDoesNotHoldUpTheNext() {
        AtomicBoolean full = new AtomicBoolean(true);
        List<String> seen = new ArrayList<>();
        EventQueue queue = new EventQueue(event -> seen.add(event.reason()), task -> {
            if (full.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            task.run();
        });

        queue.accept(new RpcEvent.CircuitChanged("s", "", CircuitState.CLOSED, CircuitState.OPEN, "untold"));
        full.set(false);
        queue.accept(new RpcEvent.CircuitChanged("s", "", CircuitState.CLOSED, CircuitState.OPEN, "told"));

        assertThat(seen).containsExactly("told");
    }
}
