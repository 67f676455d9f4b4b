package org.cdirpc.benchmarks.compare.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.cdirpc.benchmarks.compare.Contender;
import org.cdirpc.benchmarks.compare.child.ChildMain;
import org.cdirpc.benchmarks.compare.costs.ProbeMain;

/** Starts the JVMs, all with the same flags, and ends them. Thread-safe. */
final class Launch implements AutoCloseable {

    /** The flags of every JVM. */
    static final List<String> FLAGS = List.of("-Xmx512m", "-XX:+UseG1GC");

    private final Path logs;
    private final List<String> prefix;
    private final Queue<Child> children = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /**
     * @param logs where what the JVMs say goes
     * @param prefix of every command, such as the one that pins it to a CPU
     */
    Launch(Path logs, List<String> prefix) {
        this.logs = logs;
        this.prefix = prefix;
    }

    Child server(String system) throws IOException {
        return start(system + "-server", List.of(), "server", system);
    }

    Child client(String system, int port) throws IOException {
        return start(system + "-client", List.of(), "client", system, String.valueOf(port));
    }

    /** A client that has to dial the port of a relay. */
    Child relayed(String system, int port) throws IOException {
        List<String> relayed = List.of("-D" + Contender.RELAYED + "=true");
        return start(system + "-relayed", relayed, "client", system, String.valueOf(port));
    }

    /** A probe; the properties are given to its JVM. */
    Child probe(String log, Map<String, String> properties, String name, String argument) throws IOException {
        List<String> more = properties.entrySet().stream()
                .map(property -> "-D" + property.getKey() + "=" + property.getValue())
                .toList();
        return start(log, more, ProbeMain.class, name, argument);
    }

    private Child start(String name, List<String> more, String... arguments) throws IOException {
        return start(name, more, ChildMain.class, arguments);
    }

    private Child start(String name, List<String> more, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(more);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Child child = Child.start(name, command, logs.resolve(name + ".log"));
        children.add(child);
        if (closed) {
            child.close();
        }
        return child;
    }

    /** Ends all that are still there. */
    @Override
    public void close() {
        closed = true;
        children.forEach(Child::endInput);
        children.forEach(Child::close);
    }
}
