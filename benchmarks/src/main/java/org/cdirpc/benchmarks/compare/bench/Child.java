package org.cdirpc.benchmarks.compare.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A JVM that this one started: one line to it, one line back. It ends by itself when its input ends. */
final class Child implements AutoCloseable {

    private static final String GONE = "failed the process has ended";

    private final String name;
    private final Path log;
    private final Process process;
    private final Writer input;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private Child(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, name + "-answers");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one; what it says on its error output goes to the log. */
    static Child start(String name, List<String> command, Path log) throws IOException {
        return new Child(
                name,
                log,
                new ProcessBuilder(command).redirectError(log.toFile()).start());
    }

    private void read() {
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                answers.add(line);
            }
        } catch (IOException closed) {
            // Said below.
        }
        answers.add(GONE);
    }

    /** Writes a line and returns what the answer says. */
    String ask(String line, Duration limit) throws BenchException, InterruptedException {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException gone) {
            throw new BenchException(name + " has ended; see " + log);
        }
        return answer("ok ", limit);
    }

    /** What its first line says. */
    String ready(Duration limit) throws BenchException, InterruptedException {
        return answer("ready ", limit);
    }

    private String answer(String expected, Duration limit) throws BenchException, InterruptedException {
        @Nullable String line = answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            // An answer that comes later must not be taken for that of the next question.
            process.destroyForcibly();
            throw new BenchException(name + " did not answer within " + limit.toSeconds() + " s; see " + log);
        }
        if (!line.startsWith(expected)) {
            throw new BenchException(name + ": " + line + "; see " + log);
        }
        return line.substring(expected.length());
    }

    /** Asks it to end. */
    void endInput() {
        try {
            input.close();
        } catch (IOException gone) {
            // Nothing left to ask.
        }
    }

    /** Ends it: by the end of its input, and if that does not help, by its process. */
    @Override
    public void close() {
        endInput();
        boolean interrupted = false;
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
