package org.cdirpc.transport.frame;

/**
 * The file of a recorded channel: {@link #MAGIC}, the wall clock in milliseconds (i64), 1 if the recording side dialled
 * (u8); then for each read or write: nanoseconds since the start (i64), {@link #RECEIVED} or {@link #SENT} (u8), the
 * length (u32), the bytes. All big-endian.
 */
public final class RecordingFormat {

    /** {@code CDIRPC} and the format's version. */
    public static final long MAGIC = 0x4344_4952_5043_0001L;
    /** How such files are called. */
    public static final String SUFFIX = ".frames";
    /** The most bytes of a channel that are recorded. */
    public static final long MOST_BYTES = 64L << 20;
    /** Bytes from the other side. */
    public static final int RECEIVED = 0;
    /** Bytes to the other side. */
    public static final int SENT = 1;

    private RecordingFormat() {}
}
