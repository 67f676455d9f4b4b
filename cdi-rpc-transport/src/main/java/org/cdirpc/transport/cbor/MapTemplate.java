package org.cdirpc.transport.cbor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Template: a map with keys of text. Data: the value's encoder and decoder. */
final class MapTemplate extends Compiled {

    private static final MethodHandle ENCODE;
    private static final MethodHandle DECODE;

    static {
        Object[] data = HiddenClasses.data(MethodHandles.lookup());
        ENCODE = (MethodHandle) data[0];
        DECODE = (MethodHandle) data[1];
    }

    @Override
    void encode(CborWriter out, @Nullable Object value) throws Throwable {
        if (value == null) {
            out.putNull();
            return;
        }
        Map<?, ?> map = (Map<?, ?>) value;
        int n = map.size();
        out.putHead(0xa0, n);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            n--;
            if (!(entry.getKey() instanceof String key)) {
                throw GiveUp.INSTANCE;
            }
            out.putText(key);
            ENCODE.invokeExact(out, (Object) entry.getValue());
        }
        if (n != 0) {
            throw GiveUp.INSTANCE;
        }
    }

    @Override
    @Nullable
    Object decode(CborCursor in) throws Throwable {
        if (in.tryNull()) {
            return null;
        }
        int n = in.readMap();
        Map<String, @Nullable Object> map = new LinkedHashMap<>((int) (n * 4L / 3) + 1);
        for (int i = 0; i < n; i++) {
            int at = in.position();
            String key = in.readText();
            map.put(key, (Object) DECODE.invokeExact(in));
            if (map.size() == i) {
                throw in.faultAt(at, "every key once");
            }
        }
        return map;
    }
}
