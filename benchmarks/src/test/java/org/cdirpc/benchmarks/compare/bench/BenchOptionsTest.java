package org.cdirpc.benchmarks.compare.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.cdirpc.benchmarks.compare.bench.BenchOptions.UsageException;
import org.cdirpc.benchmarks.compare.cell.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchOptionsTest {

    private static final List<Cell> FIVE = List.of(Cell.values()).subList(0, 5);
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --fast                   | unknown option: --fast (expected: --quick, --pinned, --costs, --only, --seconds, --rounds, --java or --help)
            --seconds 0              | --seconds: 0 (expected: a whole number from 1 to 600)
            --seconds                | --seconds: nothing after it (expected: a whole number from 1 to 600)
            --rounds x               | --rounds: x (expected: a whole number from 1 to 100)
            --only cdi-rpc,corba     | --only: corba (expected: cdi-rpc, cdi-rpc-nonblocking, raw-socket, grpc-direct, grpc-default, dubbo-hessian2, dubbo-fastjson2, dubbo-triple, hessian, rest-json)
            --quick --pinned         | --quick --pinned: two modes (expected: one of them)
            --costs --quick          | --costs: more options beside it (expected: none but --java)
            --rounds 3 --costs       | --costs: more options beside it (expected: none but --java)
            """)
    void what_is_wrong_is_said_with_its_value(String arguments, String message) {
        assertThatThrownBy(() -> BenchOptions.parse(arguments.split(" ")))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    @Test
    void costs_may_be_measured_with_another_jdk() throws UsageException {
        assertThat(BenchOptions.parse("--costs", "--java", "/opt/jdk").costs()).isTrue();
    }

    @Test
    void a_system_that_was_not_built_is_refused() throws UsageException {
        BenchOptions options = BenchOptions.parse("--only", "hessian");

        assertThatThrownBy(() -> Plan.of(options, List.of("cdi-rpc"), FIVE))
                .hasMessage("--only: hessian, which this build lacks (expected: cdi-rpc)");
    }

    @Test
    void full_comparison_of_all_systems_keeps_to_half_an_hour() throws UsageException {
        BenchOptions options = BenchOptions.parse();

        assertThat(Plan.of(options, Systems.all(), FIVE).estimate()).isLessThan(HALF_AN_HOUR);
        assertThat(Plan.of(options, Systems.all(), List.of(Cell.values())).estimate())
                .isLessThan(HALF_AN_HOUR);
    }

    @Test
    void quick_comparison_keeps_to_six_minutes() throws UsageException {
        BenchOptions options = BenchOptions.parse("--quick");
        Plan plan = Plan.of(options, Systems.all(), List.of(Cell.values()));

        assertThat(plan.systems()).isEqualTo(Systems.QUICK);
        assertThat(plan.estimate()).isLessThan(Duration.ofMinutes(6));
        assertThat(Plan.of(options, Systems.all(), FIVE).estimate()).isLessThan(Duration.ofMinutes(6));
    }

    @Test
    void options_come_before_the_modes_own_values() throws UsageException {
        BenchOptions options = BenchOptions.parse("--only", "raw-socket,cdi-rpc", "--seconds", "1", "--rounds", "2");
        Plan plan = Plan.of(options, Systems.all(), FIVE);

        assertThat(plan.systems()).containsExactly("cdi-rpc", "raw-socket");
        assertThat(plan.cell()).isEqualTo(Duration.ofSeconds(1));
        assertThat(plan.warmUp()).isEqualTo(Duration.ofSeconds(1));
        assertThat(plan.measurements()).isEqualTo(20);
    }
}
