package org.cdirpc.benchmarks.compare;

/**
 * The data of the workload: every system carries an order of these fields and answers a receipt of these. Field for field:
 *
 * <ul>
 *   <li>order: {@code long number}, {@code String customer}, {@code long placedAtMillis}, {@code boolean express}, a list
 *       of ten lines;
 *   <li>line: {@code String sku}, {@code int quantity}, {@code long priceCents};
 *   <li>receipt: {@code long number}, {@code long totalCents}, {@code String confirmation}.
 * </ul>
 *
 * The server computes the total from the lines, so that it has to read all of them.
 */
public final class Orders {

    /** Lines of an order. */
    public static final int LINES = 10;

    private static final String[] SKUS = new String[64];

    static {
        for (int i = 0; i < SKUS.length; i++) {
            SKUS[i] = "SKU-" + (100_000 + 7919 * i);
        }
    }

    private Orders() {}

    /** The customer of an order: 12 characters. */
    public static String customerOf(long number) {
        return "customer-" + (100 + number % 900);
    }

    /** The article of a line: 10 characters, one of 64 constant texts. */
    public static String skuOf(long number, int line) {
        return SKUS[(int) ((number + 5L * line) & 63)];
    }

    /** The quantity of a line, from 1 to 9. */
    public static int quantityOf(long number, int line) {
        return 1 + (int) ((number + line) % 9);
    }

    /** The price of a line, from 1,000 to 2,899 cents. */
    public static long priceOf(long number, int line) {
        return 1_000 + (number % 1_000) + 100L * line;
    }

    /** The time of an order, in milliseconds of the epoch. */
    public static long placedAtOf(long number) {
        return 1_795_000_000_000L + number;
    }

    /** What the receipt must state, in cents. */
    public static long totalOf(long number) {
        long total = 0;
        for (int line = 0; line < LINES; line++) {
            total += quantityOf(number, line) * priceOf(number, line);
        }
        return total;
    }

    /** The receipt's confirmation. */
    public static String confirmationOf(long number) {
        return "confirmed-" + number;
    }
}
