package org.cdirpc.extension.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the files of the README's tutorial and runs its two programs, each in a process of its own. */
class ReadmeTutorialTest {

    private static final Pattern JAVA_FILE =
            Pattern.compile("```java\n// (hello/\\w+\\.java)\n(.*?)```", Pattern.DOTALL);
    private static final Path README = Path.of("..", "README.md");

    @TempDir
    Path directory;

    @Test
    @Timeout(90)
    void theTutorialCompilesAndRuns() throws Exception {
        Path classes = compile();
        List<String> settings = List.of(
                "-Dcdirpc.cluster.name=" + UUID.randomUUID(),
                "-Dcdirpc.cluster.members=127.0.0.1:" + freePort() + ",127.0.0.1:" + freePort());
        Process provider = java(classes, settings, portOf(settings, 0), "hello.Provider");
        try {
            assertThat(lineOf(provider, "hello.Provider", "serving")).isEqualTo("serving until a line is typed");

            Process consumer = java(classes, settings, portOf(settings, 1), "hello.Consumer");
            try {
                assertThat(lineOf(consumer, "hello.Consumer", "Hello"))
                        .isEqualTo("Hello Ada from process " + provider.pid());
                assertThat(consumer.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(consumer.exitValue()).isZero();
            } finally {
                consumer.destroyForcibly();
            }
            provider.outputWriter().append("\n").flush();
            assertThat(provider.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(provider.exitValue()).isZero();
        } finally {
            provider.destroyForcibly();
        }
    }

    /** The dependencies that the README names are those that this build has. */
    @Test
    void theVersionsAreTrue() throws IOException {
        String readme = Files.readString(README);
        String pom = Files.readString(Path.of("..", "pom.xml"));
        String own = between(pom, "<artifactId>cdi-rpc</artifactId>\n  <version>", "</version>");
        String weld = between(pom, "<version.weld>", "</version.weld>");

        assertThat(readme).contains("<artifactId>cdi-rpc-extension</artifactId>\n    <version>" + own + "</version>");
        assertThat(readme).contains("<artifactId>weld-se-core</artifactId>\n    <version>" + weld + "</version>");
    }

    private Path compile() throws IOException {
        Path sources = directory.resolve("src");
        Matcher file = JAVA_FILE.matcher(Files.readString(README));
        List<String> arguments = new ArrayList<>(List.of(
                "-parameters",
                "-proc:none",
                "-d",
                directory.resolve("classes").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        while (file.find()) {
            Path source = sources.resolve(file.group(1));
            Files.createDirectories(source.getParent());
            Files.writeString(source, file.group(2));
            arguments.add(source.toString());
        }
        assertThat(arguments).as("the README's files").hasSizeGreaterThanOrEqualTo(6 + 5);
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).as("javac").isZero();
        return directory.resolve("classes");
    }

    private Process java(Path classes, List<String> settings, String port, String main) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx192m");
        command.addAll(settings);
        command.add("-Dcdirpc.cluster.port=" + port);
        command.add("-cp");
        command.add(classes + File.pathSeparator + System.getProperty("java.class.path"));
        command.add(main);
        return new ProcessBuilder(command).redirectError(errors(main).toFile()).start();
    }

    private Path errors(String main) {
        return directory.resolve(main + ".err");
    }

    private String lineOf(Process process, String main, String beginning) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.startsWith(beginning)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new AssertionError(main + " printed no line that begins with \"" + beginning + "\", but said: "
                    + Files.readString(errors(main)));
        }
        return line;
    }

    private static String portOf(List<String> settings, int index) {
        return settings.get(1).split(",")[index].replaceAll(".*:", "");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    private static String between(String text, String before, String after) {
        int begin = text.indexOf(before) + before.length();
        return text.substring(begin, text.indexOf(after, begin));
    }
}
