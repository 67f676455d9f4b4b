package org.cdirpc.transport.cbor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Well-formed UTF-8 as in RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080808080808080L;

    private Utf8() {}

    /** The index of the first byte that is not part of a well-formed sequence, or -1 where there is none. */
    static int firstBad(byte[] buf, int from, int end) {
        int i = from;
        while (i < end) {
            if (end - i >= Long.BYTES && ((long) LONGS.get(buf, i) & NOT_ASCII) == 0) {
                i += Long.BYTES;
                continue;
            }
            int b = buf[i];
            if (b >= 0) {
                i++;
                continue;
            }
            int length = sequence(buf, i, end);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    /** The length of the sequence of more than one byte at i; 0 where it is ill-formed (RFC 3629 section 4). */
    private static int sequence(byte[] buf, int i, int end) {
        int first = buf[i] & 0xff;
        int length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 ? 4 : 0;
        if (length == 0 || first > 0xf4 || end - i < length) {
            return 0;
        }
        // Only the second byte's range depends on the first.
        int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        int second = buf[i + 1] & 0xff;
        if (second < low || second > high) {
            return 0;
        }
        for (int k = 2; k < length; k++) {
            if ((buf[i + k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** The number of bytes a text takes, or -1 where it has a surrogate without its other half. */
    static long encodedLength(String text) {
        int chars = text.length();
        long bytes = chars;
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                continue;
            }
            if (c < 0x800) {
                bytes++;
            } else if (!Character.isSurrogate(c)) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c) && i + 1 < chars && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 2;
                i++;
            } else {
                return -1;
            }
        }
        return bytes;
    }

    /** Writes a text that {@link #encodedLength} has a length for, into room that is there; answers the index behind it. */
    static int encode(String text, byte[] to, int from) {
        int at = from;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                to[at++] = (byte) c;
            } else if (c < 0x800) {
                to[at++] = (byte) (0xc0 | c >> 6);
                to[at++] = (byte) (0x80 | c & 0x3f);
            } else if (!Character.isSurrogate(c)) {
                to[at++] = (byte) (0xe0 | c >> 12);
                to[at++] = (byte) (0x80 | c >> 6 & 0x3f);
                to[at++] = (byte) (0x80 | c & 0x3f);
            } else {
                int point = Character.toCodePoint(c, text.charAt(++i));
                to[at++] = (byte) (0xf0 | point >> 18);
                to[at++] = (byte) (0x80 | point >> 12 & 0x3f);
                to[at++] = (byte) (0x80 | point >> 6 & 0x3f);
                to[at++] = (byte) (0x80 | point & 0x3f);
            }
        }
        return at;
    }
}
