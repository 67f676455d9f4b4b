package org.cdirpc.sample.demo.account;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file with a line for each order as it runs. A line is one write, and with the operating system before
 * {@link #append} returns: it outlives the process, however that ends. Thread-safe.
 */
public final class LedgerFile implements AutoCloseable {

    /** Not a channel: that would close if the thread of a cancelled call is interrupted while it writes. */
    private final FileOutputStream file;

    private LedgerFile(FileOutputStream file) {
        this.file = file;
    }

    /** Opens a file of this name, new or to be continued. */
    public static LedgerFile open(Path path) throws IOException {
        return new LedgerFile(new FileOutputStream(path.toFile(), true));
    }

    /** Adds an order. */
    public void append(String orderId) {
        try {
            file.write((orderId + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
