package org.cdirpc.transport.cbor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Template: a list, collection or set. Data: the element's encoder and decoder, whether a set is made, of which class. */
final class CollectionTemplate extends Compiled {

    private static final MethodHandle ENCODE;
    private static final MethodHandle DECODE;
    private static final boolean SET;
    private static final Class<?> ELEMENT;

    static {
        Object[] data = HiddenClasses.data(MethodHandles.lookup());
        ENCODE = (MethodHandle) data[0];
        DECODE = (MethodHandle) data[1];
        SET = (Boolean) data[2];
        ELEMENT = (Class<?>) data[3];
    }

    @Override
    void encode(CborWriter out, @Nullable Object value) throws Throwable {
        if (value == null) {
            out.putNull();
        } else if (value instanceof List<?> list && value instanceof RandomAccess) {
            int n = list.size();
            out.putHead(0x80, n);
            for (int i = 0; i < n; i++) {
                ENCODE.invokeExact(out, (Object) list.get(i));
            }
            if (list.size() != n) {
                throw GiveUp.INSTANCE;
            }
        } else {
            Collection<?> collection = (Collection<?>) value;
            int n = collection.size();
            out.putHead(0x80, n);
            for (Object element : collection) {
                n--;
                ENCODE.invokeExact(out, (Object) element);
            }
            if (n != 0) {
                throw GiveUp.INSTANCE;
            }
        }
    }

    @Override
    @Nullable
    Object decode(CborCursor in) throws Throwable {
        if (in.tryNull()) {
            return null;
        }
        int at = in.position();
        int n = in.readArray();
        if (SET && HashedSet.isNeeded(n, ELEMENT)) {
            return set(in, at, n);
        }
        Collection<@Nullable Object> elements = SET ? new HashSet<>((int) (n * 4L / 3) + 1) : new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            elements.add((Object) DECODE.invokeExact(in));
        }
        return elements;
    }

    private static Set<@Nullable Object> set(CborCursor in, int at, int n) throws Throwable {
        Set<@Nullable Object> elements = new HashSet<>();
        HashedSet bounded = new HashedSet(elements);
        for (int i = 0; i < n; i++) {
            if (!bounded.add((Object) DECODE.invokeExact(in))) {
                throw in.faultAt(at, "elements of different hash codes");
            }
        }
        return elements;
    }
}
