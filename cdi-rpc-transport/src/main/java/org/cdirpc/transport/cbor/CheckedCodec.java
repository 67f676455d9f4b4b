package org.cdirpc.transport.cbor;

import org.jspecify.annotations.Nullable;

/**
 * A codec over the databind library. It walks what it wrote as well as what it will read: so nothing is sent that the
 * other side would have to refuse, whatever serializers the application brings.
 */
abstract class CheckedCodec implements CborCodec {

    private final String name;
    private final CborLimits limits;

    /** A codec of a type whose simple name serves in messages. */
    CheckedCodec(String name, CborLimits limits) {
        this.name = name;
        this.limits = limits;
    }

    @Override
    public final void encode(@Nullable Object value, CborWriter out) {
        int start = out.size();
        boolean whole = false;
        try {
            write(value, out);
            CborCheck.checkWhole(out.buffer(), start, out.size() - start, limits);
            whole = true;
        } catch (RuntimeException e) {
            throw CodecFailures.encoding(name, e);
        } finally {
            // Behind an error of an accessor too: the library hands on what it held back.
            if (!whole) {
                out.truncate(start);
            }
        }
    }

    @Override
    public final @Nullable Object decode(byte[] buf, int off, int len) {
        CborCheck.checkWhole(buf, off, len, limits);
        try {
            return read(buf, off, len);
        } catch (RuntimeException | Error e) {
            throw CodecFailures.decoding(name, e);
        }
    }

    final CborLimits limits() {
        return limits;
    }

    /** Writes one item. */
    abstract void write(@Nullable Object value, CborWriter out);

    /** Reads one item that has passed {@link CborCheck}. */
    abstract @Nullable Object read(byte[] buf, int off, int len);
}
