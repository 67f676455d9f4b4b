package org.cdirpc.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs {@code bin/faults --brief} without its build, for the rows that are short enough. They are judged by the same code
 * as ever; that form's bars of time are wider, for a machine that builds beside it, and each row says so where it has
 * them.
 */
@Isolated("times processes, which servers that boot beside them would slow down")
class FaultsIT {

    private static final Path CLASSES = Path.of(System.getProperty("it.faults.classes"));
    private static final Path CLASS_PATH = Path.of(System.getProperty("it.faults.classpath"));
    private static final Path WORK = Path.of(System.getProperty("it.work.dir"));

    @ParameterizedTest
    @ValueSource(strings = {"F1", "F2", "F3", "F4", "F5", "F7", "F9", "F11", "F12", "F13", "F20", "F21", "F23"})
    @Timeout(200)
    void theRowPasses(String row) throws Exception {
        Path target = WORK.resolve("faults-" + row);
        Files.createDirectories(target);
        Path output = target.resolve("output.log");
        Process lab = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dfaults.target=" + target,
                        "-cp",
                        CLASSES
                                + File.pathSeparator
                                + Files.readString(CLASS_PATH).strip(),
                        "org.cdirpc.faults.FaultsMain",
                        "--brief",
                        row)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = lab.waitFor(170, TimeUnit.SECONDS);
            String said = Files.readString(output);
            assertThat(ended).as(said).isTrue();
            assertThat(lab.exitValue()).as(said).isZero();
            assertThat(Files.readString(target.resolve("faults.json")))
                    .contains("{\"row\": \"" + row + "\", \"passed\": true");
        } finally {
            lab.descendants().forEach(ProcessHandle::destroyForcibly);
            lab.destroyForcibly();
        }
    }
}
