package org.cdirpc.transport.cbor;

import org.jspecify.annotations.Nullable;

/**
 * Writes and reads values of one declared type, or of one list of arguments. Made once by {@link CborMapping} and kept;
 * thread-safe.
 */
public interface CborCodec {

    /**
     * Appends one item. After a failure the writer holds what it held before.
     *
     * @param value a value of the declared type; for a tuple an {@code Object[]}
     * @throws CborException UNENCODABLE, LIMIT or REFUSED for a value that the other side would not take, TOO_LARGE if
     *     it does not fit the writer
     */
    void encode(@Nullable Object value, CborWriter out);

    /**
     * Reads the one item that fills the range; the bytes of a value are checked before the value is made of them. Objects
     * may have been made, and dropped, of a body that turns out to be refused further on.
     *
     * @return a value of the declared type; for a tuple an {@code Object[]}
     * @throws CborException for anything that our encoder would not have written for this type
     */
    @Nullable
    Object decode(byte[] buf, int off, int len);
}
