package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
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
        Process process = start();
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

    /** Weld ends its containers with the process, whatever the node thinks of it. */
    @Test
    @Timeout(60)
    void aProcessThatIsNotToWaitForItsNodeEndsAtOnce() throws Exception {
        assumeThat(System.getProperty("test.container")).startsWith("openwebbeans");
        Process process = start("-Dcdirpc.node.stop-on-sigterm=false");
        List<String> lines = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            readUntil(out, "serving", lines);
            process.toHandle().destroy();
            // The call waits for a line that nobody writes.
            readUntil(out, null, lines);
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(lines).contains("ending").noneMatch(line -> line.startsWith("answer"));
    }

    @Test
    void onlyAProcessOfTheApplicationsOwnIsOfJavaSe() throws Exception {
        assertThat(JavaSe.isHere()).isTrue();
        // As in a web application: the library has a loader of its own, and no container of Java SE is there.
        try (ServerLoader loader = new ServerLoader()) {
            Method isHere = loader.loadClass(JavaSe.class.getName()).getDeclaredMethod("isHere");
            isHere.setAccessible(true);
            assertThat(isHere.invoke(null)).isEqualTo(false);
        }
    }

    /** Has a {@link JavaSe} of its own, and else what all have. */
    private static final class ServerLoader extends URLClassLoader {

        ServerLoader() {
            super(
                    new URL[] {
                        JavaSe.class.getProtectionDomain().getCodeSource().getLocation()
                    },
                    JvmEndTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                return name.equals(JavaSe.class.getName()) ? findClass(name) : super.loadClass(name, resolve);
            }
        }
    }

    private static Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-Dcdirpc.cluster=none",
                "-Dcdirpc.timeout=30s"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
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
