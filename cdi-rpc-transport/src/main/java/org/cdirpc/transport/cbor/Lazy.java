package org.cdirpc.transport.cbor;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is first asked for, once. Thread-safe; later reads take no lock. */
final class Lazy<T> {

    private volatile @Nullable T value;
    private @Nullable Supplier<? extends T> maker;

    /** What the maker is going to make; it is forgotten thereafter. */
    Lazy(Supplier<? extends T> maker) {
        this.maker = maker;
    }

    /** The value; if the maker throws, the next one who asks tries again. */
    T get() {
        T made = value;
        return made == null ? make() : made;
    }

    private synchronized T make() {
        T made = value;
        if (made == null) {
            if (maker == null) {
                throw new IllegalStateException("CDIRPC110505: nothing was made (expected: a value); report this");
            }
            made = maker.get();
            value = made;
            maker = null;
        }
        return made;
    }
}
