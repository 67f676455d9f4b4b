package org.cdirpc.sample.demo.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The input of a child process. It ends with the parent, however that ends; then the child must not stay behind,
 * whatever it is doing at that moment.
 */
public final class ParentInput {

    /** The exit code of a process whose shutdown hooks took too long. */
    public static final int HALTED = 3;

    /** How long the shutdown hooks may take once the input has ended. */
    static final Duration GRACE = Duration.ofSeconds(12);

    private ParentInput() {}

    /**
     * Does what a child does on the calling thread: starts, then obeys the lines of the input. It never returns: the
     * process ends when the input does, in order if that works, outright if not; and at once if the start or a command
     * throws.
     *
     * @param start returns what obeys
     */
    public static void live(InputStream input, Callable<Consumer<String>> start) {
        live(input, GRACE, start);
    }

    /** The same with another time for the shutdown hooks. */
    static void live(InputStream input, Duration grace, Callable<Consumer<String>> start) {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        daemon("demo-parent-input", () -> readUntilItEnds(input, grace, lines));
        try {
            Consumer<String> obeying = start.call();
            while (true) {
                obeying.accept(lines.take());
            }
        } catch (Throwable failure) {
            failure.printStackTrace();
            daemon("demo-exit-guard", () -> haltAfter(grace));
            Runtime.getRuntime().exit(1);
        }
    }

    private static void readUntilItEnds(InputStream input, Duration grace, BlockingQueue<String> lines) {
        try (var in = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line.strip());
            }
        } catch (IOException ended) {
            // As good as its end.
        }
        daemon("demo-exit-guard", () -> haltAfter(grace));
        Runtime.getRuntime().exit(0);
    }

    private static void daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void haltAfter(Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        Runtime.getRuntime().halt(HALTED);
    }
}
