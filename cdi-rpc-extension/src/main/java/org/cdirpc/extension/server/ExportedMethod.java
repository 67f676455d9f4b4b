package org.cdirpc.extension.server;

import org.cdirpc.extension.call.MethodCodec;

/** A method that may be called from outside, with what serves it. */
record ExportedMethod(Export export, MethodCodec codec) {

    String describe() {
        return export.contract().service() + "." + codec.method().signature().call();
    }
}
