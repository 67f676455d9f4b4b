package org.cdirpc.faults.node;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file with a line as an execution begins, {@code + id nanos}, and one as it ends, {@code - id nanos}. A line is one
 * write that is with the operating system before the method returns: it outlives the process, however that ends.
 * Thread-safe.
 */
public final class Ledger implements AutoCloseable {

    /** Not a channel: that would close if the thread of a cancelled call is interrupted while it writes. */
    private final FileOutputStream file;

    private Ledger(FileOutputStream file) {
        this.file = file;
    }

    /** Opens a file of this name, new or to be continued. */
    public static Ledger open(Path path) throws IOException {
        return new Ledger(new FileOutputStream(path.toFile(), true));
    }

    /** An execution begins. */
    public void begin(long id) {
        append('+', id);
    }

    /** It ends, in whatever way. */
    public void end(long id) {
        append('-', id);
    }

    private void append(char sign, long id) {
        String line = sign + " " + id + " " + System.nanoTime() + "\n";
        try {
            file.write(line.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
