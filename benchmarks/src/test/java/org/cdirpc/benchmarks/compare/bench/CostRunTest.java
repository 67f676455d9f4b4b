package org.cdirpc.benchmarks.compare.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostRunTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    private interface Measurement {
        List<Cost> measure() throws BenchException;
    }

    private static CostStep step(String title, Measurement measurement) {
        return new CostStep() {
            @Override
            public String title() {
                return title;
            }

            @Override
            public List<Cost> measure(CostLab lab) throws BenchException {
                return measurement.measure();
            }
        };
    }

    private boolean run(CostRun run) throws InterruptedException {
        return run.run(new CostLab(new Launch(Path.of("unused"), List.of()), out));
    }

    @Test
    void a_missed_bar_is_told_and_is_no_fault(@TempDir Path folder) throws InterruptedException, IOException {
        CostRun run = new CostRun(
                List.of(step("start", () -> List.of(Cost.most("start.s", "start", 5, 4, "s", "slow today")))), out);

        assertThat(run(run)).isTrue();
        run.write(folder.resolve("costs.json"));

        assertThat(run.table()).contains("FAIL").contains("slow today");
        assertThat(Files.readString(folder.resolve("costs.json")))
                .contains("\"start.s\": {")
                .contains("\"value\": 5")
                .contains("\"at_most\": 4")
                .contains("\"passed\": \"false\"");
    }

    @Test
    void a_measurement_that_fails_voids_its_figures_alone() throws InterruptedException {
        CostRun run = new CostRun(
                List.of(
                        step("broken", () -> {
                            throw new BenchException("the provider has ended");
                        }),
                        step("start", () -> List.of(Cost.most("start.s", "start", 3, 4, "s", "")))),
                out);

        assertThat(run(run)).isFalse();

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("1/2  broken")
                .contains("2/2  start")
                .contains("VOID: broken: the provider has ended")
                .contains("pass");
    }
}
