package org.cdirpc.benchmarks.compare.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CellTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final long NEVER = Long.MAX_VALUE;

    @Test
    void lanes_over_calls_that_end_at_once_do_not_recurse() throws InterruptedException {
        // Deep enough for the stack to overflow, had it recursed. Then all lanes end, by a wrong total each.
        CellResult result = Cell.ASYNC_PLACE.measure(new FakeClient(Runnable::run, 100_000), Duration.ofSeconds(30));

        assertThat(result.calls()).isEqualTo(99_999);
        assertThat(result.failures()).isEqualTo(256);
        assertThat(result.firstFailure()).contains("wrong result of call");
    }

    @Test
    void as_many_calls_are_in_flight_as_there_are_lanes() throws InterruptedException {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            FakeClient client = new FakeClient(executor, NEVER);
            // The executor begins when all lanes have started.
            executor.execute(() -> {
                while (client.inFlight.get() < 256) {
                    Thread.onSpinWait();
                }
            });
            CellResult result = Cell.ASYNC_PLACE.measure(client, SHORT);

            assertThat(result.failures()).isZero();
            assertThat(client.mostInFlight).hasValue(256);
            assertThat(client.inFlight).hasValue(0);
        } finally {
            executor.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE", "THREADS64"})
    void one_wrong_result_voids_the_cell(Cell cell) throws InterruptedException {
        CellResult result = cell.measure(new FakeClient(Runnable::run, 100), Duration.ofSeconds(10));

        assertThat(result.failures()).isPositive();
        assertThat(result.metrics()).isEmpty();
        assertThat(result.firstFailure()).contains("wrong result of call").contains("expected: ");
    }

    @Test
    void callers_report_what_their_calls_cost() throws InterruptedException {
        CellResult result = Cell.THREADS64.measure(new FakeClient(Runnable::run, NEVER), SHORT);

        assertThat(result.metrics())
                .containsOnlyKeys("place.threads64_per_s", "place.cpu_client_us", "place.alloc_client_bytes");
    }

    @Test
    void a_result_survives_its_line() throws InterruptedException {
        CellResult good = Cell.ONE.measure(new FakeClient(Runnable::run, NEVER), SHORT);
        CellResult bad = Cell.ONE.measure(new FakeClient(Runnable::run, 1), SHORT);

        assertThat(CellResult.parse(good.line())).isEqualTo(good);
        assertThat(CellResult.parse(bad.line())).isEqualTo(bad);
    }
}
