package org.cdirpc.transport.cbor;

import org.jspecify.annotations.Nullable;

/** Arrays of numbers; null stands for itself, but not as an element. */
final class PrimitiveArrays {

    private PrimitiveArrays() {}

    static void write(CborWriter out, int @Nullable [] values) {
        if (values == null) {
            out.putNull();
            return;
        }
        out.putHead(0x80, values.length);
        for (int value : values) {
            out.putLong(value);
        }
    }

    static void write(CborWriter out, long @Nullable [] values) {
        if (values == null) {
            out.putNull();
            return;
        }
        out.putHead(0x80, values.length);
        for (long value : values) {
            out.putLong(value);
        }
    }

    static void write(CborWriter out, double @Nullable [] values) {
        if (values == null) {
            out.putNull();
            return;
        }
        out.putHead(0x80, values.length);
        for (double value : values) {
            out.putDouble(value);
        }
    }

    static int @Nullable [] readInts(CborCursor in) {
        if (in.tryNull()) {
            return null;
        }
        int[] values = new int[in.readArray()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readInt();
        }
        return values;
    }

    static long @Nullable [] readLongs(CborCursor in) {
        if (in.tryNull()) {
            return null;
        }
        long[] values = new long[in.readArray()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readLong();
        }
        return values;
    }

    static double @Nullable [] readDoubles(CborCursor in) {
        if (in.tryNull()) {
            return null;
        }
        double[] values = new double[in.readArray()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }
}
