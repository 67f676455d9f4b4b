package org.cdirpc.faults.node;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * What the callers were told, a line each: {@code id kind intended begin end outcome progress peer}. A thread of its own
 * writes them, so that no caller waits for another, or for a disk. {@link #add} is thread-safe.
 */
final class ToldFile {

    private static final long PAUSE = 10_000_000;

    private final BufferedWriter out;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Thread writer = new Thread(this::write, "faults-told");
    private volatile boolean complete;

    ToldFile(Path path) throws IOException {
        out = Files.newBufferedWriter(path, StandardCharsets.US_ASCII);
        writer.setDaemon(true);
        writer.start();
    }

    void add(String line) {
        lines.add(line);
    }

    private void write() {
        try (out) {
            while (true) {
                boolean last = complete;
                for (String line = lines.poll(); line != null; line = lines.poll()) {
                    out.append(line).append('\n');
                }
                if (last) {
                    return;
                }
                LockSupport.parkNanos(PAUSE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing is added any more; returns once all is written. */
    void complete() throws InterruptedException {
        complete = true;
        writer.join();
    }
}
