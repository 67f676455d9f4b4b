package org.cdirpc.extension.call;

/**
 * Digests of what a method takes and gives: the names, order and kinds of all fields within. Where both sides have the
 * same one, values travel by position, without the names.
 *
 * @param arguments 32 hexadecimal digits; empty where the arguments cannot travel by position
 * @param result likewise, for the result
 */
public record Shapes(String arguments, String result) {

    /** Which of both are there and equal. */
    public Agreed agreedWith(Shapes other) {
        return new Agreed(
                !arguments.isEmpty() && arguments.equals(other.arguments),
                !result.isEmpty() && result.equals(other.result));
    }

    /** What travels by position. */
    public record Agreed(boolean arguments, boolean result) {

        /** Nothing does. */
        public static final Agreed NOTHING = new Agreed(false, false);
    }
}
