package org.cdirpc.it.server;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What one server of a test gets.
 *
 * @param name the server's name in messages
 * @param directory its own; wiped at the start, left for inspection at the end
 * @param javaOptions for its JVM, such as {@code -Dcdirpc.node.name=a}; these come last and win
 */
public record ServerSetup(String name, Path directory, List<String> javaOptions) {

    /** A set-up in a directory named after the test and the server. */
    public static ServerSetup of(Class<?> test, String name, String... javaOptions) {
        Path directory = Path.of(required("it.work.dir"), test.getSimpleName(), name);
        return new ServerSetup(name, directory.toAbsolutePath(), List.of(javaOptions));
    }

    /** A property that the build sets. */
    static String required(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException(property + ": not set (expected: this runs in the build, see the pom)");
        }
        return value;
    }

    /** A file or directory that the build provides, by the property that names it. */
    public static Path existing(String property) {
        Path path = Path.of(required(property)).toAbsolutePath();
        if (!Files.exists(path)) {
            throw new IllegalStateException(property + ": " + path + " is not there (expected: the build provides it in"
                    + " pre-integration-test; run verify)");
        }
        return path;
    }

    /** The JVM that runs the servers, by {@code it.java.home}. */
    static String java() {
        return existing("it.java.home").resolve("bin").resolve("java").toString();
    }

    /** The feature release of that JVM, such as 17. */
    static int javaFeature() {
        Path release = existing("it.java.home").resolve("release");
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(release)) {
            properties.load(in);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
        return Runtime.Version.parse(version).feature();
    }

    /** Options that keep a short-lived server small and quick: compiling well does not pay within a minute. */
    static List<String> frugal(int heapMegabytes) {
        return List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.net.preferIPv4Stack=true");
    }

    /** Makes the directory, empty. */
    void wipe() {
        try {
            if (Files.exists(directory)) {
                try (Stream<Path> paths = Files.walk(directory)) {
                    for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
            Files.createDirectories(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
