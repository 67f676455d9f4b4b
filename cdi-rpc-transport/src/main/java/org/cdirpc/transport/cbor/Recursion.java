package org.cdirpc.transport.cbor;

import org.jspecify.annotations.Nullable;

/** Where a type contains itself: the way back to its code, which is not there yet when the way is made. */
final class Recursion extends Compiled {

    private final int levels;
    private @Nullable Compiled target;

    /** A way back over so many levels of arrays and maps. */
    Recursion(int levels) {
        this.levels = levels;
    }

    /** Ends the way; before the first use. */
    void lead(Compiled to) {
        target = to;
    }

    @Override
    void encode(CborWriter out, @Nullable Object value) throws Throwable {
        if (value == null) {
            out.putNull();
            return;
        }
        out.enter(levels);
        target().encode(out, value);
        out.leave(levels);
    }

    @Override
    @Nullable
    Object decode(CborCursor in) throws Throwable {
        if (in.tryNull()) {
            return null;
        }
        in.enter(levels);
        Object value = target().decode(in);
        in.leave(levels);
        return value;
    }

    private Compiled target() {
        if (target == null) {
            throw new IllegalStateException("CDIRPC110504: unfinished code (expected: a type's); report this");
        }
        return target;
    }
}
