package org.cdirpc.transport.cbor;

import org.jspecify.annotations.Nullable;

/**
 * The code of one type. Subclasses are hidden classes made of the templates of this package, one per type, whose handles
 * are constants; so a whole object is one unit to the compiler, and goes away with the mapping that holds it.
 */
abstract class Compiled {

    /**
     * Appends the value. On any failure what was written is to be truncated by the caller.
     *
     * @throws Throwable {@link GiveUp} and whatever an accessor throws
     */
    abstract void encode(CborWriter out, @Nullable Object value) throws Throwable;

    /**
     * Reads the next item.
     *
     * @throws Throwable what {@link CborCursor#fault} makes, and whatever a constructor throws
     */
    abstract @Nullable Object decode(CborCursor in) throws Throwable;
}
