package org.cdirpc.benchmarks.compare.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cdirpc.benchmarks.compare.Client;
import org.cdirpc.benchmarks.compare.Contender;
import org.cdirpc.benchmarks.compare.raw.RawSocket;
import org.junit.jupiter.api.Test;

class RawSocketTest {

    @Test
    void floor_goes_through_all_cells() throws Exception {
        RawSocket floor = new RawSocket();
        try (Contender.Server server = floor.serve();
                Client client = floor.connect(server.port())) {
            for (Cell cell : Cell.available()) {
                CellResult result = cell.measure(client, Duration.ofMillis(100));

                assertThat(result.firstFailure()).isEmpty();
                assertThat(result.failures()).isZero();
                assertThat(result.metrics()).containsKey(cell.mainMetric());
            }
        }
    }
}
