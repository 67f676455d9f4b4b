package org.cdirpc.faults.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeapTrendTest {

    private static final long MIB = 1 << 20;

    @Test
    void theMeansOfTheFirstAndLastThirdCount() {
        HeapTrend trend = HeapTrend.of(List.of(20 * MIB, 22 * MIB, 90 * MIB, 1L, 3L, 24 * MIB, 26 * MIB));
        assertThat(trend.first()).isEqualTo(21.0 * MIB);
        assertThat(trend.last()).isEqualTo(25.0 * MIB);
        assertThat(trend.growth()).isEqualTo(4.0 * MIB);
        assertThat(trend.growth()).isGreaterThan(trend.allowed());
    }

    @Test
    void fivePercentAndTwoMebibytesAreAllowed() {
        assertThat(HeapTrend.allowance(20 * MIB)).isEqualTo(3 * MIB);
    }

    @Test
    void aTrendNeedsThreeMoments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeapTrend.of(List.of(1L, 2L)))
                .withMessageContaining("2 moments");
    }
}
