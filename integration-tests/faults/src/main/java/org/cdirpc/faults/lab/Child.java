package org.cdirpc.faults.lab;

import java.io.BufferedReader;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cdirpc.faults.node.Questions;
import org.cdirpc.faults.node.Timers;
import org.cdirpc.faults.node.Vitals;

/**
 * A process that the lab started. What it says on its output is read line by line and waited for; its errors go to a
 * file. Ctrl-C reaches only the lab. Should the lab be gone, the child sees its input end. Thread-safe.
 */
public final class Child implements AutoCloseable {

    private static final Path SHELL = Path.of("/bin/sh");
    private static final Duration DEATH_LIMIT = Duration.ofSeconds(10);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    /** A shell that turns into the command, with the terminal's signals ignored. */
    private static final List<String> UNDISTURBED =
            List.of(SHELL.toString(), "-c", "trap '' INT HUP; exec \"$0\" \"$@\"");

    private final String name;
    private final Process process;
    private final Path log;
    private final Writer input;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private volatile boolean silent;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, name + "-output");
        reader.setDaemon(true);
        reader.start();
    }

    static Child start(String name, List<String> command, Path log) throws IOException {
        List<String> whole = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            whole.addAll(UNDISTURBED);
        }
        whole.addAll(command);
        return new Child(
                name, new ProcessBuilder(whole).redirectError(log.toFile()).start(), log);
    }

    private void read() {
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException closed) {
            // The process is gone.
        }
        silent = true;
        lines.add("");
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it lives. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Waits for a line that begins like this; returns what follows. */
    public String await(String beginning, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            String line = lines.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new IOException(name + ": no \"" + beginning.strip() + "\" within " + limit + tail());
            }
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length()).strip();
            }
            // Its output ends a moment before it does.
            if (line.isEmpty() && silent && process.waitFor(DEATH_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(name + ": ended with code " + process.exitValue() + tail());
            }
        }
    }

    /** Whether there is a line that begins like this and was not waited for yet. */
    public boolean hasSaid(String beginning) {
        return lines.stream().anyMatch(line -> line.startsWith(beginning));
    }

    private String tail() throws IOException {
        List<String> said = Files.readAllLines(log);
        return "; its last words: " + String.join(" | ", said.subList(Math.max(0, said.size() - 6), said.size()));
    }

    /** Writes a line to its input. */
    public synchronized void tell(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /** Asks it something and waits for the line that begins like this; returns what follows. */
    public String ask(String question, String beginning) throws IOException, InterruptedException {
        tell(question);
        return await(beginning, ANSWER_LIMIT);
    }

    /** What it holds now, after a collection. */
    public Vitals vitals() throws IOException, InterruptedException {
        return Vitals.parse(ask(Vitals.ASK, Vitals.TOLD));
    }

    /** How many timers it has. */
    public long timers() throws IOException, InterruptedException {
        return Long.parseLong(ask(Timers.ASK, Timers.TOLD));
    }

    /** Bytes of memory that it has from the system, of whatever kind. */
    public long resident() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
            }
        }
        throw new IOException("no VmRSS of " + name);
    }

    /** How its node is: the state in a word, and the reasons, each after a bar. */
    public String health() throws IOException, InterruptedException {
        return ask(Questions.HEALTH, Questions.IS);
    }

    /** Kills it outright (SIGKILL), by its own id; returns once it is gone. */
    public void kill() throws InterruptedException {
        // Not Process.destroyForcibly, which closes our ends of its streams as well: a kill is to be the only event.
        process.toHandle().destroyForcibly();
        process.waitFor(DEATH_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks it to end (SIGTERM). */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Freezes it (SIGSTOP). */
    public void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Lets it go on (SIGCONT). */
    public void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Command.run("kill", signal, String.valueOf(process.pid()));
    }

    /** Ends its input, which asks it to end in order; whether it has within the limit. */
    public boolean end(Duration limit) throws InterruptedException {
        synchronized (this) {
            try {
                input.close();
            } catch (IOException gone) {
                // Nothing left to ask.
            }
        }
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Kills it if it lives, a frozen one too; never blocks. */
    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
