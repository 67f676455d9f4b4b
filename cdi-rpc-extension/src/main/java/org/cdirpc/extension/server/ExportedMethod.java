package org.cdirpc.extension.server;

import org.cdirpc.extension.call.MethodCodec;

/** A method that may be called from outside, with what serves it. */
record ExportedMethod(Export export, MethodCodec codec) {

    ExportedMethod {
        // The interface may be visible in its own package only; calling it is what it was exported for.
        codec.method().method().trySetAccessible();
    }

    String describe() {
        return export.contract().service() + "." + codec.method().signature().call();
    }
}
