package org.cdirpc.faults.lab;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command of a JVM like this one, with the same class path. */
final class Jvm {

    /**
     * Small processes that start quickly and use little of a processor before they are warm: this is about what happens
     * to calls, not about how many there can be.
     */
    static final List<String> OPTIONS = List.of(
            "-Xmx160m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Djava.net.preferIPv4Stack=true");

    /** The setting that says how large a heap may be, where the usual one is too small, such as {@code 512m}. */
    static final String HEAP = "faults.heap";

    private static final String LOG_FORMAT =
            "-Djava.util.logging.SimpleFormatter.format=%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n";

    private Jvm() {}

    static List<String> command(
            List<String> prefix, Map<String, String> properties, Class<?> main, List<String> arguments) {
        return command(prefix, List.of(), properties, main, arguments);
    }

    /** With options of its own, which come after those of all. */
    static List<String> command(
            List<String> prefix,
            List<String> options,
            Map<String, String> properties,
            Class<?> main,
            List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.add("-cp");
        command.add(absolute(System.getProperty("java.class.path")));
        command.addAll(options);
        if (properties.containsKey(HEAP)) {
            // The last one counts.
            command.add("-Xmx" + properties.get(HEAP));
        }
        command.add(LOG_FORMAT);
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    /** Options of a JVM whose classes are first looked for in a folder. */
    static List<String> withClassesOf(Path folder) {
        return List.of("-cp", absolute(folder + File.pathSeparator + System.getProperty("java.class.path")));
    }

    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
