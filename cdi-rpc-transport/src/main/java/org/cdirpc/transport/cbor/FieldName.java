package org.cdirpc.transport.cbor;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Bytes that are the same in every object of a type: the head of its map or array, its fields' names. They are written
 * and compared by words of eight, little-endian.
 *
 * @param bytes all of them; a record's components are constants to the compiler, an array's elements are not
 * @param length how many
 * @param first the first eight, zeros behind the end
 * @param second the second eight
 * @param firstMask which bits of the first word count
 * @param secondMask which bits of the second word count
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
record FieldName(byte[] bytes, int length, long first, long second, long firstMask, long secondMask) {

    private static final MethodHandle PUT = handle("put", CborWriter.class);
    private static final MethodHandle EXPECT = handle("expect", CborCursor.class);

    /** The head of an object of n fields, and behind it the name of the first one if there is any. */
    static FieldName of(byte[] bytes) {
        return new FieldName(
                bytes, bytes.length, word(bytes, 0), word(bytes, 8), mask(bytes.length), mask(bytes.length - 8));
    }

    /** A name alone, or behind the bytes that come before it. */
    static FieldName of(byte[] before, String name) {
        CborWriter out = new CborWriter(1 << 20);
        out.writeText(name);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before);
        all.write(out.buffer(), 0, out.size());
        return of(all.toByteArray());
    }

    /**
     * Whether a name is made of letters, digits, _ and $ as Java's are. Those of other languages are the library's: they
     * may hold what separates names in shapes.
     */
    static boolean isPlain(String name) {
        return name.codePoints().allMatch(Character::isJavaIdentifierPart);
    }

    /** {@code (CborWriter)void}: writes these bytes. */
    MethodHandle writing() {
        return PUT.bindTo(this);
    }

    /** {@code (CborCursor)void}: takes exactly these bytes. */
    MethodHandle reading() {
        return EXPECT.bindTo(this);
    }

    private void put(CborWriter out) {
        out.put(this);
    }

    private void expect(CborCursor in) {
        in.expect(this);
    }

    private static MethodHandle handle(String name, Class<?> argument) {
        try {
            return MethodHandles.lookup()
                    .findVirtual(FieldName.class, name, MethodType.methodType(void.class, argument));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static long word(byte[] bytes, int from) {
        long word = 0;
        for (int i = Math.min(bytes.length, from + 8) - 1; i >= from; i--) {
            word = word << 8 | (bytes[i] & 0xff);
        }
        return word;
    }

    private static long mask(int length) {
        return length >= 8 ? -1L : length <= 0 ? 0 : (1L << length * 8) - 1;
    }
}
