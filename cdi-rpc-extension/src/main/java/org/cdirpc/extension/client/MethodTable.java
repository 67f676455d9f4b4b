package org.cdirpc.extension.client;

import java.lang.reflect.Method;
import java.util.Map;
import org.cdirpc.extension.call.MethodCodec;
import org.jspecify.annotations.Nullable;

/**
 * The remote methods of a proxy. A proxy class passes the same {@link Method} objects with every call, which are equal to
 * those of the interface and not the same: they are learnt at their first call, and then found by identity. Thread-safe.
 */
final class MethodTable {

    private record Learnt(
            @Nullable Method[] methods, @Nullable MethodCodec[] codecs, int count) {}

    private final Map<Method, MethodCodec> byEquality;
    private volatile Learnt learnt;

    MethodTable(Map<Method, MethodCodec> methods) {
        this.byEquality = Map.copyOf(methods);
        int room = Integer.highestOneBit(4 * Math.max(1, methods.size()));
        this.learnt = new Learnt(new @Nullable Method[room], new @Nullable MethodCodec[room], 0);
    }

    /** The codec of a remote method; null for any other. */
    @Nullable
    MethodCodec get(Method method) {
        Learnt known = learnt;
        int at = slot(known.methods, method);
        return known.methods[at] == method ? known.codecs[at] : learn(method);
    }

    /** Where the method is, or where there is room for it. */
    private static int slot(@Nullable Method[] methods, Method method) {
        int mask = methods.length - 1;
        int at = System.identityHashCode(method) & mask;
        while (methods[at] != null && methods[at] != method) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private @Nullable MethodCodec learn(Method method) {
        MethodCodec codec = byEquality.get(method);
        Learnt known = learnt;
        // Half of the room stays free; whoever asks with copies of methods that are its own is not learnt from for
        // ever.
        if (codec != null && known.count < known.methods.length / 2) {
            @Nullable Method[] methods = known.methods.clone();
            @Nullable MethodCodec[] codecs = known.codecs.clone();
            int at = slot(methods, method);
            methods[at] = method;
            codecs[at] = codec;
            // Of two that learn at once, one is forgotten until it is called again.
            learnt = new Learnt(methods, codecs, known.count + 1);
        }
        return codec;
    }
}
