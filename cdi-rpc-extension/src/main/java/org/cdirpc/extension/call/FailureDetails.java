package org.cdirpc.extension.call;

import java.util.ArrayList;
import java.util.List;
import org.cdirpc.transport.cbor.CborException;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborReader;
import org.cdirpc.transport.cbor.CborWriter;

/**
 * What a FAIL says beyond progress and code. Everything is text or data: nothing in it names a class to load.
 *
 * @param message for people
 * @param type the name of the exception's class on the provider; empty if there was none
 * @param frames its topmost frames, innermost first, at most {@link #MOST_FRAMES}
 * @param exception which of the exceptions that the contract declares this is; empty for none
 * @param data that exception's content as CBOR; empty for none
 */
public record FailureDetails(String message, String type, List<String> frames, String exception, byte[] data) {

    /** The most frames that travel. */
    public static final int MOST_FRAMES = 12;

    private static final int FIELDS = 5;
    private static final int MOST_TEXT = 4000;
    private static final byte[] NO_DATA = {};

    /** Immutable copies. */
    public FailureDetails {
        frames = List.copyOf(frames);
    }

    /** A message alone. */
    public static FailureDetails of(String message) {
        return new FailureDetails(message, "", List.of(), "", NO_DATA);
    }

    /** A message, and the class name and frames of an exception that was thrown elsewhere. */
    public static FailureDetails of(String message, String type, List<String> frames) {
        return new FailureDetails(message, type, frames.subList(0, Math.min(frames.size(), MOST_FRAMES)), "", NO_DATA);
    }

    /** The message, class name and topmost frames of an exception. */
    public static FailureDetails of(String message, Throwable thrown) {
        return of(message, thrown, "", NO_DATA);
    }

    /** An exception's message; an exception of an application may fail even when it is asked for that. */
    public static String messageOf(Throwable thrown) {
        try {
            return String.valueOf(thrown.getMessage());
        } catch (RuntimeException | Error unreadable) {
            return "(its getMessage() threw " + unreadable.getClass().getName() + ")";
        }
    }

    private static StackTraceElement[] traceOf(Throwable thrown) {
        try {
            return thrown.getStackTrace();
        } catch (RuntimeException | Error unreadable) {
            return new StackTraceElement[0];
        }
    }

    /** The same with the content of an exception that the contract declares. */
    public static FailureDetails of(String message, Throwable thrown, String exception, byte[] data) {
        List<String> frames = new ArrayList<>();
        StackTraceElement[] trace = traceOf(thrown);
        for (int i = 0; i < Math.min(trace.length, MOST_FRAMES); i++) {
            frames.add(trace[i].toString());
        }
        return new FailureDetails(message, thrown.getClass().getName(), frames, exception, data);
    }

    /**
     * As bytes: an array of message, type, frames, exception, data.
     *
     * @param most the most bytes it may take
     * @throws CborException if it takes more
     */
    public byte[] encode(int most) {
        CborWriter out = new CborWriter(most);
        out.writeArray(FIELDS).writeText(shortened(message)).writeText(shortened(type));
        out.writeArray(frames.size());
        frames.forEach(frame -> out.writeText(shortened(frame)));
        out.writeText(exception).writeBytes(data);
        return out.toByteArray();
    }

    /**
     * From bytes.
     *
     * @throws CborException if they are malformed
     * @throws IllegalArgumentException if they are beyond the limits
     */
    public static FailureDetails decode(byte[] buffer, int offset, int length, CborLimits limits) {
        CborReader in = new CborReader(buffer, offset, length, limits);
        BindRequest.expect("fields", in.readArray(), FIELDS, FIELDS);
        String message = in.readText();
        String type = in.readText();
        int count = in.readArray();
        BindRequest.expect("frames", count, 0, MOST_FRAMES);
        List<String> frames = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            frames.add(in.readText());
        }
        String exception = in.readText();
        byte[] data = in.readBytes();
        in.expectEnd();
        return new FailureDetails(message, type, frames, exception, data);
    }

    /** Cut where no surrogate pair is torn apart. */
    private static String shortened(String text) {
        if (text.length() <= MOST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_TEXT - 1)) ? MOST_TEXT - 1 : MOST_TEXT;
        return text.substring(0, end) + "...";
    }
}
