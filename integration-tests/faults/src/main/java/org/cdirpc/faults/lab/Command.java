package org.cdirpc.faults.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A tool of the system that does one thing and ends. */
final class Command {

    private static final long LIMIT_SECONDS = 10;

    private Command() {}

    /** Runs it to its end. */
    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", List.of(command)) + ": not ended after " + LIMIT_SECONDS + " s");
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", List.of(command)) + ": code " + process.exitValue()
                    + (said.isEmpty() ? "" : ", " + said));
        }
    }
}
