package org.cdirpc.sample.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.cdirpc.sample.demo.node.ParentInput;

/**
 * A process that this one started. Its output is read line by line on a thread of its own, what it says on its error
 * output goes to a file. Ctrl-C reaches only this process, which decides what becomes of its children; should this
 * process be gone, they notice that their input ends. Thread-safe.
 */
final class Child {

    private static final Path SHELL = Path.of("/bin/sh");

    /** A shell that turns into the command, with the terminal's signals ignored. */
    private static final List<String> UNDISTURBED =
            List.of(SHELL.toString(), "-c", "trap '' INT HUP; exec \"$0\" \"$@\"");

    private final Process process;
    private final Writer input;
    private final Thread reader;

    private Child(Process process, String name, Consumer<String> lines) {
        this.process = process;
        this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.reader = new Thread(() -> read(lines), name + "-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a process. */
    static Child start(String name, List<String> command, Path log, Consumer<String> lines) throws IOException {
        List<String> whole = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            whole.addAll(UNDISTURBED);
        }
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole).redirectError(log.toFile());
        return new Child(builder.start(), name, lines);
    }

    /** The command of a JVM like this one, with the same class path. */
    static List<String> java(List<String> jvmOptions, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(absolute(System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    private void read(Consumer<String> lines) {
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.accept(line);
            }
        } catch (IOException closed) {
            // The process is gone.
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Runs this once the process is gone, for whatever reason, on a thread of the JDK. */
    void whenGone(Consumer<Integer> action) {
        process.onExit().thenAccept(gone -> action.accept(gone.exitValue()));
    }

    /** Writes a line to its input; to one that is gone, nothing. */
    synchronized void tell(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException gone) {
            // Its end is reported by whenGone.
        }
    }

    /** Ends its input, which asks it to end. */
    synchronized void endInput() {
        try {
            input.close();
        } catch (IOException gone) {
            // Nothing left to ask.
        }
    }

    /** Kills it outright (SIGKILL), by its own id. */
    void kill() {
        // Not Process.destroyForcibly, which closes our ends of its streams as well: a kill is to be the only event.
        process.toHandle().destroyForcibly();
    }

    /** Asks it to end (SIGTERM). */
    void terminate() {
        process.toHandle().destroy();
    }

    /**
     * Waits until it is gone and all its output was read; kills it when the time is over. Returns whether it went by
     * itself and in order.
     */
    boolean gone(Duration limit) throws InterruptedException {
        boolean itself = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!itself) {
            kill();
            process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        }
        reader.join(limit.toMillis());
        return itself && process.exitValue() != ParentInput.HALTED;
    }
}
