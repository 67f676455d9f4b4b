package org.cdirpc.transport.cbor;

import org.cdirpc.transport.cbor.CborException.Reason;
import org.jspecify.annotations.Nullable;

/** The result of a void method: a null. */
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
        if (!new CborReader(buf, off, len, limits()).tryNull()) {
            throw new CborException(
                    Reason.MISMATCH,
                    off,
                    "CDIRPC110205: a value where there is none (expected: null, as the method is void); use the same "
                            + "version of the contract on both sides");
        }
        return null;
    }
}
