package org.cdirpc.transport.cbor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The code of one type, to be put together with others.
 *
 * @param type what is written and read
 * @param encode {@code (CborWriter, type)void}
 * @param decode {@code (CborCursor)type}
 * @param depth how many levels of arrays and maps it has, without recursion
 * @param shape what both sides must agree on for {@link CborMapping#positional}
 */
record Element(Class<?> type, MethodHandle encode, MethodHandle decode, int depth, String shape) {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle ENCODE =
            handle("encode", MethodType.methodType(void.class, CborWriter.class, Object.class));
    private static final MethodHandle DECODE = handle("decode", MethodType.methodType(Object.class, CborCursor.class));

    /** The code of a hidden class. */
    static Element of(Class<?> type, Compiled code, int depth, String shape) {
        return new Element(type, ENCODE.bindTo(code), DECODE.bindTo(code), depth, shape).as(type);
    }

    /** The same code for another class of Java. */
    Element as(Class<?> other) {
        MethodType encoder = MethodType.methodType(void.class, CborWriter.class, other);
        MethodType decoder = MethodType.methodType(other, CborCursor.class);
        return new Element(other, encode.asType(encoder), decode.asType(decoder), depth, shape);
    }

    /** The same code for any object; one of another class ends in a ClassCastException. */
    Element erased() {
        // By way of the box: a conversion from Object alone would widen a Short to an int.
        return as(MethodType.methodType(type).wrap().returnType()).as(Object.class);
    }

    private static MethodHandle handle(String name, MethodType type) {
        try {
            return LOOKUP.findVirtual(Compiled.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
