package org.cdirpc.transport.cbor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Supplier;

/**
 * The code of one type, to be put together with others. What it needs to be compared is known at once; the code itself is
 * made when it is first asked for, as most of a large contract may never be called. Thread-safe.
 */
final class Element {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle ENCODE =
            handle("encode", MethodType.methodType(void.class, CborWriter.class, Object.class));
    private static final MethodHandle DECODE = handle("decode", MethodType.methodType(Object.class, CborCursor.class));

    /**
     * The code.
     *
     * @param encode {@code (CborWriter, type)void}
     * @param decode {@code (CborCursor)type}
     */
    record Code(MethodHandle encode, MethodHandle decode) {

        private Code as(Class<?> other) {
            MethodType encoder = MethodType.methodType(void.class, CborWriter.class, other);
            MethodType decoder = MethodType.methodType(other, CborCursor.class);
            return new Code(encode.asType(encoder), decode.asType(decoder));
        }
    }

    private final Class<?> type;
    private final Lazy<Code> code;
    private final int depth;
    private final String shape;

    /**
     * An element.
     *
     * @param type what is written and read
     * @param code makes the code
     * @param depth how many levels of arrays and maps it has, without recursion
     * @param shape what both sides must agree on for {@link CborMapping#positional}
     */
    Element(Class<?> type, Supplier<Code> code, int depth, String shape) {
        this.type = type;
        this.code = new Lazy<>(code);
        this.depth = depth;
        this.shape = shape;
    }

    /** The code of a hidden class. */
    static Element of(Class<?> type, Supplier<? extends Compiled> hidden, int depth, String shape) {
        return new Element(
                type,
                () -> {
                    Compiled made = hidden.get();
                    return new Code(ENCODE.bindTo(made), DECODE.bindTo(made)).as(type);
                },
                depth,
                shape);
    }

    MethodHandle encode() {
        return code.get().encode();
    }

    MethodHandle decode() {
        return code.get().decode();
    }

    int depth() {
        return depth;
    }

    String shape() {
        return shape;
    }

    /** The same code for another class of Java. */
    Element as(Class<?> other) {
        return other == type ? this : new Element(other, () -> code.get().as(other), depth, shape);
    }

    /** The same code for any object; one of another class ends in a ClassCastException. */
    Element erased() {
        // By way of the box: a conversion from Object alone would widen a Short to an int.
        Element boxed =
                type.isPrimitive() ? as(MethodType.methodType(type).wrap().returnType()) : this;
        return boxed.as(Object.class);
    }

    private static MethodHandle handle(String name, MethodType type) {
        try {
            return LOOKUP.findVirtual(Compiled.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
