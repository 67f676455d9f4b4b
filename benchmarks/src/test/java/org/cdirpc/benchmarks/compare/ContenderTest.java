package org.cdirpc.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every contender must do before it is measured: the whole workload with right answers, then a clean end. */
@Timeout(60)
public abstract class ContenderTest {

    private static final int CALLERS = 8;
    private static final int CALLS = 50;
    private static final int IN_FLIGHT = 256;

    private final Contender contender;

    protected ContenderTest(Contender contender) {
        this.contender = contender;
    }

    @Test
    void isListedAsAService() {
        assertThat(ServiceLoader.load(Contender.class)).anyMatch(listed -> listed.getClass() == contender.getClass());
    }

    @Test
    void worksAndEndsInOneJvm() throws Exception {
        Set<Thread> before = keepers();
        try (Contender.Server server = contender.serve();
                Client client = contender.connect(server.port())) {
            everything(client);
        }
        Set<Thread> left = keepers();
        left.removeAll(before);
        for (Thread thread : left) {
            thread.join(10_000);
        }
        assertThat(left).as("threads that keep the JVM alive").noneMatch(Thread::isAlive);
    }

    @Test
    void worksAcrossTwoJvms() throws Exception {
        try (ServerProcess server = ServerProcess.start(contender.getClass())) {
            try (Client client = contender.connect(server.port())) {
                everything(client);
            }
            assertThat(server.end()).isZero();
        }
    }

    private static void everything(Client client) throws Exception {
        assertThat(client.ping("hello")).isEqualTo("hello");
        assertThat(client.place(41)).isEqualTo(Orders.totalOf(41));
        byte[] bytes = new byte[64 << 10];
        new Random(7).nextBytes(bytes);
        assertThat(client.blob(bytes)).isEqualTo(bytes);
        callers(client);
        if (client.asynchronous()) {
            inFlight(client);
        }
    }

    private static void callers(Client client) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> callers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                long first = 1_000L * caller;
                callers.add(pool.submit(() -> {
                    for (long number = first; number < first + CALLS; number++) {
                        assertThat(client.ping("ping " + number)).isEqualTo("ping " + number);
                        assertThat(client.place(number)).isEqualTo(Orders.totalOf(number));
                    }
                    return null;
                }));
            }
            for (Future<?> caller : callers) {
                caller.get();
            }
        } finally {
            pool.shutdown();
            assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** As the harness does it: one caller, 256 calls under way at any time, the next when one ends. */
    private static void inFlight(Client client) throws Exception {
        int calls = 4 * IN_FLIGHT;
        Semaphore free = new Semaphore(IN_FLIGHT);
        CountDownLatch done = new CountDownLatch(calls);
        ConcurrentLinkedQueue<Object> wrong = new ConcurrentLinkedQueue<>();
        for (int call = 0; call < calls; call++) {
            long number = call;
            free.acquire();
            Object expected = call % 2 == 0 ? (Object) Orders.totalOf(number) : "ping " + number;
            (call % 2 == 0 ? client.placeAsync(number) : client.pingAsync("ping " + number))
                    .whenComplete((answer, failure) -> {
                        if (!expected.equals(answer)) {
                            wrong.add(failure == null ? answer : failure);
                        }
                        free.release();
                        done.countDown();
                    });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(wrong).isEmpty();
    }

    private static Set<Thread> keepers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon())
                .collect(Collectors.toSet());
    }
}
