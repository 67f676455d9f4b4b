package org.cdirpc.benchmarks.compare.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void median_is_the_value_in_the_middle() {
        assertThat(Figure.of(List.of(9.0, 1.0, 5.0))).isEqualTo(new Figure(5, 1, 9));
    }

    @Test
    void median_of_an_even_number_is_the_mean_of_the_two_in_the_middle() {
        assertThat(Figure.of(List.of(9.0, 1.0, 5.0, 2.0))).isEqualTo(new Figure(3.5, 1, 9));
    }

    @Test
    void nothing_has_no_median() {
        assertThatThrownBy(() -> Figure.of(List.of())).hasMessageContaining("at least one");
    }
}
