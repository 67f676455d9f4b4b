package org.cdirpc.benchmarks.compare.cell;

import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import org.cdirpc.benchmarks.compare.Client;
import org.cdirpc.benchmarks.compare.Orders;
import org.jspecify.annotations.Nullable;

/** A kind of call, by its number; every result is checked. */
enum Workload {
    /** A text of seven characters. */
    PING {
        @Override
        void call(Client client, long number) throws Exception {
            check(number, client.ping(text(number)));
        }

        @Override
        CompletionStage<?> start(Client client, long number) throws Exception {
            return client.pingAsync(text(number));
        }

        @Override
        void check(long number, @Nullable Object result) {
            require(text(number).equals(result), number, result, text(number));
        }
    },

    /** An order of ten lines. */
    PLACE {
        @Override
        void call(Client client, long number) throws Exception {
            long total = client.place(number);
            if (total != Orders.totalOf(number)) {
                check(number, total);
            }
        }

        @Override
        CompletionStage<?> start(Client client, long number) throws Exception {
            return client.placeAsync(number);
        }

        @Override
        void check(long number, @Nullable Object result) {
            require(
                    result instanceof Long total && total == Orders.totalOf(number),
                    number,
                    result,
                    Orders.totalOf(number));
        }
    },

    /** 64 KiB. */
    BLOB {
        @Override
        void call(Client client, long number) throws Exception {
            byte[] back = client.blob(BYTES);
            boolean same =
                    number == 0 ? Arrays.equals(back, BYTES) : sampled(back, (int) (number * 31) & (BLOB_SIZE - 1));
            require(same, number, back.length + " bytes", BLOB_SIZE + " bytes, the same");
        }

        @Override
        CompletionStage<?> start(Client client, long number) {
            throw new UnsupportedOperationException("there is no asynchronous echo");
        }

        @Override
        void check(long number, @Nullable Object result) {
            throw new UnsupportedOperationException("there is no asynchronous echo");
        }
    };

    /** The bytes of one echo, in one direction. */
    static final int BLOB_SIZE = 1 << 16;

    private static final byte[] BYTES = new byte[BLOB_SIZE];
    private static final String[] TEXTS = new String[64];

    static {
        for (int i = 0; i < BLOB_SIZE; i++) {
            BYTES[i] = (byte) (i * 31 + (i >> 8));
        }
        for (int i = 0; i < TEXTS.length; i++) {
            TEXTS[i] = "ping-" + (10 + i);
        }
    }

    /** Calls and waits. Throws if the call failed or its result is wrong. */
    abstract void call(Client client, long number) throws Exception;

    /** Starts a call; {@link #check} is for its result. */
    abstract CompletionStage<?> start(Client client, long number) throws Exception;

    /** Throws if the result is wrong. */
    abstract void check(long number, @Nullable Object result);

    /** The first call of a caller; its calls have this number and the following ones. */
    static long firstOf(int caller) {
        return 1_000_000 + caller * 10_000_000L;
    }

    private static String text(long number) {
        return TEXTS[(int) number & (TEXTS.length - 1)];
    }

    private static boolean sampled(byte[] back, int at) {
        return back.length == BLOB_SIZE && back[at] == BYTES[at] && back[BLOB_SIZE - 1] == BYTES[BLOB_SIZE - 1];
    }

    private static void require(boolean right, long number, @Nullable Object result, Object expected) {
        if (!right) {
            throw new IllegalStateException(
                    "wrong result of call " + number + ": " + result + " (expected: " + expected + ")");
        }
    }
}
