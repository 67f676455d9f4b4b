package org.cdirpc.faults.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecordsTest {

    @Test
    void whatWasToldIsReadAsItWasWritten() {
        Told told = Told.parse("17 W 100 110 250 CONNECTION_LOST UNKNOWN 127.0.0.1:4711");
        assertThat(told).isEqualTo(new Told(17, 'W', 100, 110, 250, "CONNECTION_LOST", "UNKNOWN", "127.0.0.1:4711"));
        assertThat(told.isWrite()).isTrue();
        assertThat(told.saidNotRun()).isFalse();
        assertThat(told.nanos()).isEqualTo(140);
        assertThatIllegalArgumentException().isThrownBy(() -> Told.parse("17 W 100 110 250 CONNECTION_LOST"));
    }

    @Test
    void aStallCountsWhereItTouches() {
        Stalls stalls = Stalls.parse("100 150\n300 500\n");
        assertThat(stalls.worst(0, 99)).isZero();
        assertThat(stalls.worst(120, 130)).isEqualTo(50);
        assertThat(stalls.worst(0, 1000)).isEqualTo(200);
        assertThat(stalls.within(140, 320)).isEqualTo(30);
        assertThat(stalls.within(160, 200)).isZero();
    }

    @Test
    void openLoopLatencyBeginsWhenTheCallWasToBegin() {
        List<Told> told = List.of(
                new Told(1, 'R', 0, 8_000_000, 10_000_000, "OK", "COMPLETED", "-"),
                new Told(2, 'R', 0, 0, 0, "HANGING", "UNKNOWN", "-"));
        assertThat(Latencies.ofIntended(told, call -> true).max()).isBetween(9.9, 10.1);
        assertThat(Latencies.of(told, call -> true).max()).isBetween(1.9, 2.1);
        assertThat(Latencies.of(told, call -> true).count()).isEqualTo(1);
    }
}
