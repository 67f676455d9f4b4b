package org.cdirpc.it.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server's JVM. It never outlives this one: what still runs when this JVM ends is killed with its descendants. */
final class ServerProcess {

    private static final Set<ServerProcess> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> RUNNING.forEach(ServerProcess::kill), "kill-leftover-servers"));
    }

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a program; both its outputs go to the log. */
    static ServerProcess start(List<String> command, Map<String, String> environment, Path directory, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("WLP_") || name.startsWith("JBOSS_"));
        builder.environment().putAll(environment);
        try {
            ServerProcess started = new ServerProcess(builder.start(), log);
            RUNNING.add(started);
            return started;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Writes a line to the program's input. */
    void say(String line) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /** Asks the program to end in order, and kills it with its descendants at the deadline; true if it was in order. */
    boolean stop(Duration limit) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        boolean inTime;
        try {
            inTime = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            inTime = false;
        }
        kill();
        descendants.forEach(ProcessHandle::destroyForcibly);
        return inTime;
    }

    /** Kills the program and its descendants at once, as a crash would. */
    void kill() {
        RUNNING.remove(this);
        Stream.concat(process.descendants().toList().stream(), Stream.of(process.toHandle()))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** What the program has printed so far. */
    String output() {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException failed) {
            return "(no log: " + failed + ")";
        }
    }

    /** The last lines of what it has printed, for error messages. */
    String tail(int lines) {
        List<String> all = output().lines().toList();
        return "--- " + log + "\n" + String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()))
                + "\n---";
    }
}
