package org.cdirpc.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs {@code bin/demo --smoke} without its build. */
class DemoIT {

    private static final Path SAMPLE = Path.of(System.getProperty("it.sample.dir"));

    @Test
    @Timeout(240)
    void theAccountOfTheDemoBalances() throws Exception {
        String classPath = SAMPLE.resolve("classes")
                + File.pathSeparator
                + Files.readString(SAMPLE.resolve("shop.classpath")).strip();
        Path output = Path.of(System.getProperty("it.work.dir")).resolve("demo.log");
        Files.createDirectories(output.getParent());
        Process demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        classPath,
                        "org.cdirpc.sample.demo.DemoMain",
                        "--smoke")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = demo.waitFor(200, TimeUnit.SECONDS);
            String said = Files.readString(output);
            assertThat(ended).as(said).isTrue();
            assertThat(demo.exitValue()).as(said).isZero();
            assertThat(said).contains("The account balances.");
        } finally {
            demo.descendants().forEach(ProcessHandle::destroyForcibly);
            demo.destroyForcibly();
        }
    }
}
