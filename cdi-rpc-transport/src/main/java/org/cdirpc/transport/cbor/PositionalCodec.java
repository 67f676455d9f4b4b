package org.cdirpc.transport.cbor;

import java.util.Objects;
import java.util.function.Supplier;
import org.cdirpc.transport.cbor.CborException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads values without the names of their fields: records as arrays of their components in declared order,
 * constants of enums as ordinals, everything else as {@link CborMapping#codec} does. Only for two sides whose
 * {@link #digest digests} are equal: nothing in the bytes says what they are, and nothing in them is ever ignored.
 *
 * <p>Made once by {@link CborMapping}; thread-safe.
 */
public final class PositionalCodec implements CborCodec {

    private final CompiledBody body;
    private final Lazy<CborCodec> library;
    private final String digest;

    PositionalCodec(CompiledBody body, Supplier<CborCodec> library, String shape) {
        this.body = body;
        this.library = new Lazy<>(library);
        this.digest = ShapeDigest.of(shape);
    }

    /**
     * What both sides must have in common: 32 hexadecimal digits of the kinds of all fields, their names, the constants
     * of enums, each in declared order. Names of classes are not in it.
     */
    public String digest() {
        return digest;
    }

    @Override
    public void encode(@Nullable Object value, CborWriter out) {
        int start = out.size();
        try {
            body.write(value, out);
        } catch (Throwable e) {
            out.truncate(start);
            CompiledBody.passVirtualMachineErrors(e);
            throw unencodable(value, out, e);
        }
    }

    @Override
    public @Nullable Object decode(byte[] buf, int off, int len) {
        Objects.checkFromIndexSize(off, len, buf.length);
        try {
            return body.read(buf, off, len, true);
        } catch (CborException e) {
            throw e;
        } catch (Throwable e) {
            CompiledBody.passVirtualMachineErrors(e);
            throw new CborException(
                    Reason.MISMATCH,
                    -1,
                    "CDIRPC110512: a value was refused by its constructor with "
                            + e.getClass().getSimpleName() + " (expected: arguments it takes); the cause says why",
                    e);
        }
    }

    /** The library has the words for what is wrong with a value, whichever form it is to have. */
    private CborException unencodable(@Nullable Object value, CborWriter out, Throwable cause) {
        int start = out.size();
        try {
            library.get().encode(value, out);
        } catch (CborException told) {
            return told;
        }
        out.truncate(start);
        return new CborException(
                Reason.UNENCODABLE,
                -1,
                "CDIRPC110511: the value cannot be written by position (expected: one within the limits that nobody "
                        + "changes meanwhile, recursion counted as deep as its type may go); the cause says why",
                cause);
    }
}
