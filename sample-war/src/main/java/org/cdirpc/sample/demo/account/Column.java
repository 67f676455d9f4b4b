package org.cdirpc.sample.demo.account;

import java.util.Arrays;

/** A byte for each order, so that an hour of orders fits into a small heap. Grows as needed; zero at first. */
final class Column {

    private byte[] values = new byte[1 << 16];

    byte get(int order) {
        return order < values.length ? values[order] : 0;
    }

    void set(int order, int value) {
        if (order >= values.length) {
            values = Arrays.copyOf(values, Math.max(order + 1, values.length + (values.length >> 1)));
        }
        values[order] = (byte) value;
    }
}
