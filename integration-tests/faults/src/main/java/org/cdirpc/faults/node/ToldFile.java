package org.cdirpc.faults.node;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the callers were told, a line each: {@code id kind intended begin end outcome progress peer}. Thread-safe. */
final class ToldFile implements AutoCloseable {

    private final BufferedWriter out;

    ToldFile(Path path) throws IOException {
        out = Files.newBufferedWriter(path, StandardCharsets.US_ASCII);
    }

    synchronized void add(
            long id, char kind, long intended, long begin, long end, String outcome, String progress, String peer) {
        try {
            out.append(String.valueOf(id)).append(' ').append(kind).append(' ');
            out.append(String.valueOf(intended))
                    .append(' ')
                    .append(String.valueOf(begin))
                    .append(' ');
            out.append(String.valueOf(end))
                    .append(' ')
                    .append(outcome)
                    .append(' ')
                    .append(progress)
                    .append(' ');
            out.append(peer).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
