package org.cdirpc.transport.cbor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Code for what is usual, the databind library for everything else. The code gives up at the first byte or value that is
 * not as it expects; then the library does the whole body again, reads it or says what is wrong with it. So whatever is
 * lenient and whatever is said about an error is the library's.
 */
final class CompiledCodec implements CborCodec {

    private final CompiledBody body;
    private final CborCodec library;

    CompiledCodec(CompiledBody body, CborCodec library) {
        this.body = body;
        this.library = library;
    }

    /** The code alone. */
    CompiledBody body() {
        return body;
    }

    @Override
    public void encode(@Nullable Object value, CborWriter out) {
        int start = out.size();
        try {
            body.write(value, out);
            return;
        } catch (Throwable e) {
            out.truncate(start);
            CompiledBody.passVirtualMachineErrors(e);
        }
        library.encode(value, out);
    }

    @Override
    public @Nullable Object decode(byte[] buf, int off, int len) {
        Objects.checkFromIndexSize(off, len, buf.length);
        try {
            return body.read(buf, off, len, false);
        } catch (Throwable e) {
            // Errors of constructors too: the library calls them again, but only after it has checked all of the body.
            CompiledBody.passVirtualMachineErrors(e);
        }
        return library.decode(buf, off, len);
    }
}
