package org.cdirpc.sample.demo.node;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cdirpc.sample.demo.account.Told;

/** The file in which the consumer keeps what its callers were told. Thread-safe. */
final class Outcomes implements AutoCloseable {

    private final BufferedWriter file;
    private boolean closed;

    private Outcomes(BufferedWriter file) {
        this.file = file;
    }

    static Outcomes open(Path path) throws IOException {
        return new Outcomes(Files.newBufferedWriter(path));
    }

    /** Writes an outcome; one that comes after the file was closed is too late, and missing in the account. */
    synchronized void told(Told outcome) {
        if (closed) {
            return;
        }
        try {
            file.write(outcome.line());
            file.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        file.close();
    }
}
