package org.cdirpc.transport.cbor;

/**
 * What a body may ask of its reader. Text, names and byte strings need no limit of their own: they are definite and
 * cannot be longer than the body.
 *
 * @param maxDepth how deep arrays and maps may nest, 1..1000; a decimal counts as one level
 * @param maxItems how many data items, keys and containers included, 1..100,000,000
 * @param maxIntegerBytes bytes of one big integer (RFC 8949 section 3.4.3), 8..1024
 * @param maxDecimalScale largest absolute decimal exponent (RFC 8949 section 3.4.4), 0..1,000,000
 * @param maxBodyBytes bytes of one body, 1..2^30
 */
public record CborLimits(int maxDepth, int maxItems, int maxIntegerBytes, int maxDecimalScale, int maxBodyBytes) {

    /** Depth 64, 100,000 items, integers of 64 bytes, decimal exponents to 1000 and bodies of 8 MiB. */
    public static final CborLimits DEFAULT = new CborLimits(64, 100_000, 64, 1000, 8 << 20);

    /**
     * Limits.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public CborLimits {
        require("maxDepth", maxDepth, 1, 1000);
        require("maxItems", maxItems, 1, 100_000_000);
        require("maxIntegerBytes", maxIntegerBytes, 8, 1024);
        require("maxDecimalScale", maxDecimalScale, 0, 1_000_000);
        require("maxBodyBytes", maxBodyBytes, 1, 1 << 30);
    }

    /** These limits with another largest body. */
    public CborLimits withMaxBodyBytes(int bytes) {
        return new CborLimits(maxDepth, maxItems, maxIntegerBytes, maxDecimalScale, bytes);
    }

    private static void require(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("CDIRPC110001: " + name + ": " + value + " (expected: " + min + ".."
                    + max + "); correct the limit in the configuration");
        }
    }
}
