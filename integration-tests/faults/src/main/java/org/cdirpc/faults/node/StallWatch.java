package org.cdirpc.faults.node;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that parks for 1 ms over and over. What it oversleeps is what the scheduler, the garbage collector or a
 * stopped process took from everybody in here: a line {@code from to} in nanoseconds for each time it was 2 ms or more.
 */
final class StallWatch {

    private static final long NAP = 1_000_000;
    private static final long WORTH_A_LINE = 2_000_000;

    private final FileOutputStream file;

    private StallWatch(FileOutputStream file) {
        this.file = file;
    }

    /** Watches as long as the process lives. */
    static void start(Path path) throws IOException {
        StallWatch watch = new StallWatch(new FileOutputStream(path.toFile(), true));
        Thread thread = new Thread(watch::watch, "faults-stall-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        long before = System.nanoTime();
        while (true) {
            LockSupport.parkNanos(NAP);
            long now = System.nanoTime();
            long due = before + NAP;
            if (now - due >= WORTH_A_LINE) {
                write(due + " " + now + "\n");
            }
            before = System.nanoTime();
        }
    }

    private void write(String line) {
        try {
            file.write(line.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
