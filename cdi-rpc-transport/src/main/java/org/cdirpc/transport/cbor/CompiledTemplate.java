package org.cdirpc.transport.cbor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** Template: an object of fields, or whatever else two handles do. Data: encoder, decoder, whether null is a value. */
final class CompiledTemplate extends Compiled {

    private static final MethodHandle ENCODE;
    private static final MethodHandle DECODE;
    private static final boolean NULLABLE;

    static {
        Object[] data = HiddenClasses.data(MethodHandles.lookup());
        ENCODE = (MethodHandle) data[0];
        DECODE = (MethodHandle) data[1];
        NULLABLE = (Boolean) data[2];
    }

    @Override
    void encode(CborWriter out, @Nullable Object value) throws Throwable {
        if (NULLABLE && value == null) {
            out.putNull();
        } else {
            ENCODE.invokeExact(out, value);
        }
    }

    @Override
    @Nullable
    Object decode(CborCursor in) throws Throwable {
        return NULLABLE && in.tryNull() ? null : DECODE.invokeExact(in);
    }
}
