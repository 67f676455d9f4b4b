package org.cdirpc.transport.cbor;

import org.jspecify.annotations.Nullable;

/**
 * Writes and reads values of one declared type, or of one list of arguments. Made once by {@link CborMapping} and kept;
 * thread-safe.
 */
public interface CborCodec {

    /**
     * Appends one item. After a failure, or an error that an accessor throws, the writer holds what it held before.
     *
     * @param value a value of the declared type; for a tuple an {@code Object[]}
     * @throws CborException UNENCODABLE, LIMIT or REFUSED for a value that the other side would not take, TOO_LARGE if
     *     it does not fit the writer
     */
    void encode(@Nullable Object value, CborWriter out);

    /**
     * Reads the one item that fills the range. What the application may notice of bytes, wherever they come from:
     *
     * <ul>
     *   <li>Types come from the declared type. No class is ever found by a received name.
     *   <li>No value is made of bytes that were not checked: its own bytes always are before. The databind library sees
     *       a body after {@link CborCheck} has walked all of it. Code of a type's own makes values as it reads, so that
     *       constructors of the contract's records, and {@code hashCode} and {@code equals} of those in sets, may have run
     *       when a later part of the body turns out to be refused; and may run again when the library reads the same
     *       body. What they made is dropped. Nothing else of the application runs.
     *   <li>Whatever these throw is a refusal like any other, except for the machine's own errors, such as want of
     *       memory; with the overflow of a stack among the refusals.
     * </ul>
     *
     * @return a value of the declared type; for a tuple an {@code Object[]}
     * @throws CborException for anything that our encoder would not have written for this type
     */
    @Nullable
    Object decode(byte[] buf, int off, int len);
}
