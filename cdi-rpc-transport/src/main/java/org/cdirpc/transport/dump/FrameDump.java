package org.cdirpc.transport.dump;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.cdirpc.transport.frame.RecordingFormat;

/**
 * Prints a recorded channel: a line for each frame, then its body as hexadecimal and as CBOR. Garbage is printed as what
 * it is, with what is wrong and where. Not thread-safe.
 */
public final class FrameDump {

    private final Appendable out;

    private FrameDump(Appendable out) {
        this.out = out;
    }

    /** Prints the recordings whose paths are given to the standard output. */
    @SuppressWarnings("SystemOut") // what a command line tool prints
    public static void main(String... files) throws IOException {
        if (files.length == 0) {
            System.err.println("usage: FrameDump FILE" + RecordingFormat.SUFFIX + "...");
            return;
        }
        for (String file : files) {
            dump(Path.of(file), System.out);
        }
    }

    /**
     * Prints one recording.
     *
     * @throws IOException if the file cannot be read or the text cannot be written; never because of what is in it
     */
    public static void dump(Path recording, Appendable out) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(recording)))) {
            new FrameDump(out).dump(in, recording);
        }
    }

    private void dump(DataInputStream in, Path file) throws IOException {
        try {
            long magic = in.readLong();
            if (magic != RecordingFormat.MAGIC) {
                out.append(file + ": begins with " + Long.toHexString(magic) + " (expected: "
                        + Long.toHexString(RecordingFormat.MAGIC) + "; is this a recording?)\n");
                return;
            }
            long wallMillis = in.readLong();
            boolean dialled = in.readByte() == 1;
            out.append("# recorded at " + Instant.ofEpochMilli(wallMillis) + " by the side that "
                    + (dialled ? "dialled" : "accepted") + "\n");
            DirectionDump sent = new DirectionDump(dialled, out);
            DirectionDump received = new DirectionDump(!dialled, out);
            while (true) {
                long nanos = in.readLong();
                int direction = in.readByte();
                int length = in.readInt();
                if (length < 0 || length > RecordingFormat.MOST_BYTES) {
                    out.append("! a record of " + length + " bytes (expected: 0 to " + RecordingFormat.MOST_BYTES
                            + "): the rest of the file is unreadable\n");
                    return;
                }
                // Grows with what is there: a broken length must not become an allocation.
                byte[] bytes = in.readNBytes(length);
                (direction == RecordingFormat.SENT ? sent : received).feed(nanos, ByteBuffer.wrap(bytes));
                if (bytes.length < length) {
                    throw new EOFException();
                }
            }
        } catch (EOFException e) {
            out.append("# end of the recording\n");
        }
    }
}
