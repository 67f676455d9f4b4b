package org.cdirpc.transport.cbor;

import org.jspecify.annotations.Nullable;

/** The result of a void method: a null. A value, of a method that gives one elsewhere, is dropped. */
final class NothingCodec extends CheckedCodec {

    NothingCodec(CborLimits limits) {
        super("void", limits);
    }

    @Override
    void write(@Nullable Object value, CborWriter out) {
        out.writeNull();
    }

    @Override
    @Nullable
    Object read(byte[] buf, int off, int len) {
        return null;
    }
}
