package org.cdirpc.transport.cbor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Template: an array of references. Data: the element's encoder and decoder, the class of the elements. */
final class ArrayTemplate extends Compiled {

    private static final MethodHandle ENCODE;
    private static final MethodHandle DECODE;
    private static final Class<?> ELEMENT;

    static {
        Object[] data = HiddenClasses.data(MethodHandles.lookup());
        ENCODE = (MethodHandle) data[0];
        DECODE = (MethodHandle) data[1];
        ELEMENT = (Class<?>) data[2];
    }

    @Override
    void encode(CborWriter out, @Nullable Object value) throws Throwable {
        if (value == null) {
            out.putNull();
            return;
        }
        @Nullable Object[] array = (Object[]) value;
        out.putHead(0x80, array.length);
        for (Object element : array) {
            ENCODE.invokeExact(out, (Object) element);
        }
    }

    @Override
    @Nullable
    Object decode(CborCursor in) throws Throwable {
        if (in.tryNull()) {
            return null;
        }
        @Nullable Object[] array = (Object[]) Array.newInstance(ELEMENT, in.readArray());
        for (int i = 0; i < array.length; i++) {
            array[i] = (Object) DECODE.invokeExact(in);
        }
        return array;
    }
}
