package org.cdirpc.faults.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cdirpc.faults.judge.Told;
import org.junit.jupiter.api.Test;

class FirstCallsTest {

    private static final long MILLI = 1_000_000;

    private final List<Told> told = new ArrayList<>();

    private void call(long id, long beginMillis, long tookMillis, String peer) {
        long begin = beginMillis * MILLI;
        told.add(new Told(id, 'W', begin, begin, begin + tookMillis * MILLI, "OK", "COMPLETED", peer));
    }

    @Test
    void countsTheFirstCallOfEachConsumerAtProvidersThatAreNew() {
        // Three consumers; the old provider was called before the moment from which providers are new.
        for (int id = 0; id < 3; id++) {
            call(id, 10, 900, "old");
            call(id + 3, 2000, 900, "old");
        }
        call(6, 1000, 30, "new");
        call(7, 1099, 10, "new");
        call(8, 1101, 20, "new");
        call(9, 1102, 500, "new");
        call(10, 1103, 500, "new");
        assertThat(FirstCalls.of(told, 3, 500 * MILLI)).isEqualTo(new FirstCalls(2, 20, 3));
    }

    @Test
    void whereNobodyIsNewThereIsNothing() {
        call(1, 10, 10, "old");
        assertThat(FirstCalls.of(told, 3, 500 * MILLI)).isEqualTo(new FirstCalls(0, 0, 3));
    }
}
