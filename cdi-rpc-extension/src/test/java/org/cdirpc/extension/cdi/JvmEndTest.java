package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.RemoteCaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that is told to end lets the calls finish that it serves. */
class JvmEndTest {

    @Test
    @Timeout(60)
    void aRunningCallIsAnsweredAfterTheSignal() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx256m",
                        "-Dcdirpc.cluster=none",
                        "-Dcdirpc.timeout=30s",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter in =
                        new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8))) {
            readUntil(out, "serving", lines);
            // Not Process.destroy(), which closes the streams besides.
            process.toHandle().destroy();
            readUntil(out, "ending", lines);
            in.write("late but true\n");
            in.flush();
            readUntil(out, null, lines);
        } finally {
            process.destroyForcibly();
        }
        assertThat(lines).contains("answer: late but true");
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void readUntil(BufferedReader out, String wanted, List<String> lines) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.equals(wanted)) {
                return;
            }
        }
        if (wanted != null) {
            throw new AssertionError("no \"" + wanted + "\" in " + lines);
        }
    }

    /** The process. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) {
            var container = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addExtensions(RpcExtension.class)
                    .addBeanClasses(Greeter.class, SlowGreeter.class, RemoteCaller.class)
                    .initialize();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("ending")));
            System.out.println(
                    "answer: " + container.select(RemoteCaller.class).get().apply("Ada"));
        }
    }

    /** Answers with what it reads. */
    @jakarta.enterprise.context.ApplicationScoped
    public static class SlowGreeter implements Greeter {
        @Override
        public String greet(String whom) {
            System.out.println("serving");
            try {
                return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
