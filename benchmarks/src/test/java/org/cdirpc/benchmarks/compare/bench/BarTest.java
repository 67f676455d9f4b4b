package org.cdirpc.benchmarks.compare.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BarTest {

    private final Results results = new Results();

    @Test
    void throughput_passes_from_the_limit_on() {
        Bar bar = new Bar("place", "place.threads64_per_s", "cdi-rpc", "grpc-direct", 2.5, true);
        results.add("cdi-rpc", "place.threads64_per_s", 250);
        results.add("grpc-direct", "place.threads64_per_s", 100);

        assertThat(bar.judge(results)).contains(new Bar.Outcome(bar, "grpc-direct", 2.5, true));

        results.add("grpc-direct", "place.threads64_per_s", 120);
        assertThat(bar.judge(results).orElseThrow().passed()).isFalse();
    }

    @Test
    void cost_passes_up_to_the_limit() {
        Bar bar = new Bar("place p50", "place.p50_us", "cdi-rpc", "grpc-direct", 0.6, false);
        results.add("cdi-rpc", "place.p50_us", 70);
        results.add("grpc-direct", "place.p50_us", 100);

        assertThat(bar.judge(results).orElseThrow().passed()).isFalse();
    }

    @Test
    void of_several_rivals_the_best_counts() {
        Bar speed = new Bar("place", "place.threads64_per_s", "cdi-rpc", "dubbo-", 3, true);
        Bar cost = new Bar("CPU", "place.cpu_server_us", "cdi-rpc", "dubbo-", 0.2, false);
        for (String system : List.of("cdi-rpc", "dubbo-a", "dubbo-b", "hessian")) {
            double value = system.equals("dubbo-b") ? 20 : system.equals("hessian") ? 1000 : 10;
            results.add(system, "place.threads64_per_s", value);
            results.add(system, "place.cpu_server_us", value);
        }

        assertThat(speed.judge(results)).map(Bar.Outcome::rival).contains("dubbo-b");
        assertThat(cost.judge(results)).map(Bar.Outcome::rival).contains("dubbo-a");
    }

    @Test
    void both_sides_count_for_allocation() {
        Bar bar = new Bar("allocated", Results.ALLOC_BOTH, "cdi-rpc", "grpc-direct", 0.2, false);
        results.add("cdi-rpc", "place.alloc_client_bytes", 100);
        results.add("cdi-rpc", "place.alloc_server_bytes", 200);
        results.add("grpc-direct", "place.alloc_client_bytes", 1000);
        results.add("grpc-direct", "place.alloc_server_bytes", 2000);

        assertThat(bar.judge(results)).contains(new Bar.Outcome(bar, "grpc-direct", 0.1, true));
    }

    @Test
    void a_bar_without_a_rival_is_not_judged() {
        results.add("cdi-rpc", "place.threads64_per_s", 250);

        assertThat(Bar.ALL).allSatisfy(bar -> assertThat(bar.judge(results)).isEmpty());
    }
}
