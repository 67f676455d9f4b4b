package org.cdirpc.transport.cbor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Template: an Optional; empty is null. Data: the content's encoder and decoder. */
final class OptionalTemplate extends Compiled {

    private static final MethodHandle ENCODE;
    private static final MethodHandle DECODE;

    static {
        Object[] data = HiddenClasses.data(MethodHandles.lookup());
        ENCODE = (MethodHandle) data[0];
        DECODE = (MethodHandle) data[1];
    }

    @Override
    void encode(CborWriter out, @Nullable Object value) throws Throwable {
        Optional<?> optional = (Optional<?>) value;
        if (optional == null || optional.isEmpty()) {
            out.putNull();
        } else {
            ENCODE.invokeExact(out, (Object) optional.get());
        }
    }

    @Override
    Object decode(CborCursor in) throws Throwable {
        return in.tryNull() ? Optional.empty() : Optional.of((Object) DECODE.invokeExact(in));
    }
}
