package org.cdirpc.transport.cbor;

import static org.cdirpc.transport.channel.Eventually.eventually;

import java.lang.ref.WeakReference;

/** Waits until nothing holds an object any more. */
final class Collected {

    private Collected() {}

    /**
     * Asks for a collection until the object is gone, for 10 s. Nothing else would signal it: a collection happens when the
     * VM likes, and one may not be enough for a class loader.
     */
    static void collected(WeakReference<?> reference) {
        eventually("collected", () -> {
            System.gc();
            return reference.get() == null;
        });
    }
}
