package org.cdirpc.benchmarks.compare.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CostTest {

    private static Cost most(double value) {
        return Cost.most("start.s", "start", value, 4, "s", "alone 1 s");
    }

    @Test
    void a_limit_is_met_by_the_limit_itself() {
        assertThat(most(4).passed()).isTrue();
        assertThat(most(4.01).passed()).isFalse();
        assertThat(most(-1).passed()).isTrue();
        assertThat(Cost.least("kept", "kept", 0.75, 0.75, "x", "").passed()).isTrue();
        assertThat(Cost.least("kept", "kept", 0.74, 0.75, "x", "").passed()).isFalse();
    }

    @Test
    void no_number_meets_no_bar() {
        assertThat(most(Double.NaN).passed()).isFalse();
        assertThat(Cost.least("kept", "kept", Double.NaN, 0.75, "x", "").passed())
                .isFalse();
    }

    @Test
    void what_is_kept_counts_from_the_peak_on() {
        assertThat(Cost.keptBeyondPeak(List.of(10.0, 100.0, 80.0))).isCloseTo(0.8, within(1e-9));
        assertThat(Cost.keptBeyondPeak(List.of(100.0, 60.0, 90.0))).isCloseTo(0.6, within(1e-9));
        assertThat(Cost.keptBeyondPeak(List.of(10.0, 20.0, 30.0))).isEqualTo(1);
    }

    @Test
    void a_line_says_verdict_value_and_limit() {
        assertThat(most(5).line()).matches(" +FAIL +start +5.00 s +\\(<= 4.00\\) +alone 1 s");
        assertThat(most(3).line()).startsWith("  pass");
    }
}
