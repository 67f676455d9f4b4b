package org.cdirpc.transport.channel;

import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;

/** How a call ended. Immutable, as long as nobody writes to {@link #buffer()}. */
public final class Answer {

    private static final byte[] NOTHING = {};

    private final Progress progress;
    private final @Nullable FailureCode code;
    private final int retryAfterMillis;
    private final boolean hasAttachments;
    private final boolean positional;
    private final byte[] buffer;
    private final int offset;
    private final int end;
    private final @Nullable String reason;
    /** A failure's cause, or the value of a success that was made here: one field, as every answer pays for it. */
    private final @Nullable Object made;

    private final boolean remote;
    private final long readNanos;

    private Answer(
            Progress progress,
            @Nullable FailureCode code,
            int retryAfterMillis,
            boolean hasAttachments,
            boolean positional,
            byte[] buffer,
            int offset,
            int end,
            @Nullable String reason,
            @Nullable Object made,
            boolean remote,
            long readNanos) {
        this.progress = progress;
        this.code = code;
        this.retryAfterMillis = retryAfterMillis;
        this.hasAttachments = hasAttachments;
        this.positional = positional;
        this.buffer = buffer;
        this.offset = offset;
        this.end = end;
        this.reason = reason;
        this.made = made;
        this.remote = remote;
        this.readNanos = readNanos;
    }

    static Answer reply(byte[] payload, int length, boolean hasAttachments, boolean positional, long now) {
        return new Answer(
                Progress.COMPLETED, null, 0, hasAttachments, positional, payload, 0, length, null, null, true, now);
    }

    /** One-way: appended to the channel, which is all that is ever known. */
    static Answer appended() {
        return new Answer(Progress.UNKNOWN, null, 0, false, false, NOTHING, 0, 0, null, null, false, 0);
    }

    static Answer remoteFailure(
            Progress progress, FailureCode code, int retryAfterMillis, byte[] payload, int offset, boolean attached) {
        return new Answer(
                progress,
                code,
                retryAfterMillis,
                attached,
                false,
                payload,
                offset,
                payload.length,
                null,
                null,
                true,
                0);
    }

    /**
     * A result that was made on this node, by whoever stands before the channel: an object, not bytes.
     *
     * @param value as the caller is to get it; null where the method returns null or nothing
     */
    public static Answer local(@Nullable Object value) {
        return new Answer(Progress.COMPLETED, null, 0, false, false, NOTHING, 0, 0, null, value, false, 0);
    }

    /** A failure that was made on this node, by the channel or by whoever stands before it. */
    public static Answer localFailure(Progress progress, FailureCode code, String reason, @Nullable Throwable cause) {
        return localFailure(progress, code, 0, reason, cause);
    }

    /**
     * Likewise, with a wish to wait before another attempt.
     *
     * @param retryAfterMillis as {@link #retryAfterMillis()}, from 0; 0 for none
     */
    public static Answer localFailure(
            Progress progress, FailureCode code, int retryAfterMillis, String reason, @Nullable Throwable cause) {
        return new Answer(
                progress, code, Math.max(0, retryAfterMillis), false, false, NOTHING, 0, 0, reason, cause, false, 0);
    }

    /** Whether there is a result, or, for a one-way call, whether it was appended. */
    public boolean ok() {
        return code == null;
    }

    /** How far the call got. */
    public Progress progress() {
        return progress;
    }

    /**
     * Why the call failed.
     *
     * @throws IllegalStateException if {@link #ok()}
     */
    public FailureCode code() {
        if (code == null) {
            throw new IllegalStateException("code() of a success (expected: ask ok() first)");
        }
        return code;
    }

    /** What the peer, or a step here, asks to wait before another attempt, in milliseconds, from 0. */
    public int retryAfterMillis() {
        return retryAfterMillis;
    }

    /** Whether a CBOR map of attachments stands before the body. */
    public boolean hasAttachments() {
        return hasAttachments;
    }

    /** Whether the result is positional, as agreed at BIND. */
    public boolean positional() {
        return positional;
    }

    /** Holds the result, or a failure's details; may be longer than those. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where they begin in {@link #buffer()}. */
    public int offset() {
        return offset;
    }

    /** How many bytes they are, from 0. */
    public int length() {
        return end - offset;
    }

    /** A local failure's whole message, with its id and where the time went; null for what the peer answered. */
    public @Nullable String reason() {
        return reason;
    }

    /** What made a local failure, if it was an exception. */
    public @Nullable Throwable cause() {
        return code == null ? null : (Throwable) made;
    }

    /** Whether this is a result that was made here by {@link #local}: {@link #value()} is it, and there are no bytes. */
    public boolean isLocal() {
        return code == null && !remote && progress == Progress.COMPLETED;
    }

    /** What {@link #local} was given; null for every other answer. */
    public @Nullable Object value() {
        return code == null ? made : null;
    }

    /** When a result was read, on the scale of {@link System#nanoTime()}; 0 where that was not noted. */
    public long readNanos() {
        return readNanos;
    }

    /** Whether this came as a frame; otherwise it was made here. */
    public boolean remote() {
        return remote;
    }

    @Override
    public String toString() {
        if (isLocal()) {
            return "ok, made here";
        }
        return ok() ? "ok, " + length() + " bytes" : code + ", " + progress + (reason == null ? "" : ": " + reason);
    }
}
