package org.cdirpc.transport.channel;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cdirpc.transport.frame.RecordingFormat;
import org.jspecify.annotations.Nullable;

/** Writes both directions of one channel to a file, up to a bound. Thread-safe. For diagnosis: it blocks on the disk. */
final class Recording {

    private final Path file;
    private final long startNanos = System.nanoTime();
    private @Nullable DataOutputStream out;
    private long left = RecordingFormat.MOST_BYTES;

    private Recording(Path file, DataOutputStream out) {
        this.file = file;
        this.out = out;
    }

    /** A recording in this directory, or null if there is none or it cannot be written, which is logged. */
    static @Nullable Recording open(@Nullable Path directory, boolean dialled, String remote) {
        if (directory == null) {
            return null;
        }
        try {
            Files.createDirectories(directory);
            String prefix = (dialled ? "to-" : "from-") + remote.replaceAll("[^A-Za-z0-9.-]", "_") + "-";
            Path file = Files.createTempFile(directory, prefix, RecordingFormat.SUFFIX);
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
            out.writeLong(RecordingFormat.MAGIC);
            out.writeLong(System.currentTimeMillis());
            out.writeByte(dialled ? 1 : 0);
            return new Recording(file, out);
        } catch (IOException e) {
            ChannelLog.LOG.recordingFailed(directory, e);
            return null;
        }
    }

    void received(ByteBuffer bytes) {
        record(RecordingFormat.RECEIVED, bytes);
    }

    void sent(ByteBuffer bytes) {
        record(RecordingFormat.SENT, bytes);
    }

    synchronized void close() {
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                ChannelLog.LOG.recordingFailed(file, e);
            }
            out = null;
        }
    }

    private synchronized void record(int direction, ByteBuffer recorded) {
        byte[] bytes = new byte[recorded.remaining()];
        recorded.duplicate().get(bytes);
        int length = bytes.length;
        if (out == null || length == 0) {
            return;
        }
        if (length > left) {
            ChannelLog.LOG.recordingFull(file, RecordingFormat.MOST_BYTES);
            close();
            return;
        }
        left -= length;
        try {
            out.writeLong(System.nanoTime() - startNanos);
            out.writeByte(direction);
            out.writeInt(length);
            out.write(bytes);
        } catch (IOException e) {
            ChannelLog.LOG.recordingFailed(file, e);
            close();
        }
    }
}
