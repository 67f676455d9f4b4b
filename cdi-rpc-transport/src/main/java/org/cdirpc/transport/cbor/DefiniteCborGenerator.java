package org.cdirpc.transport.cbor;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.io.SerializedString;
import tools.jackson.dataformat.cbor.CBORGenerator;

/**
 * The library's generator with two habits removed: it writes texts of 3,997 characters and more in chunks of indefinite
 * length, and integer map keys as integers. {@link CborCheck} refuses both.
 */
final class DefiniteCborGenerator extends CBORGenerator {

    /** Up to this many characters the library writes one definite string. */
    private static final int ONE_PIECE = 3_996;

    DefiniteCborGenerator(
            ObjectWriteContext writing, IOContext io, int streamFeatures, int formatFeatures, OutputStream out) {
        super(writing, io, streamFeatures, formatFeatures, out);
    }

    @Override
    public JsonGenerator writeName(String name) {
        if (name.length() <= ONE_PIECE) {
            return super.writeName(name);
        }
        requirePairs(name);
        return super.writeName(new SerializedString(name));
    }

    @Override
    public JsonGenerator writePropertyId(long id) {
        return super.writeName(Long.toString(id));
    }

    @Override
    public JsonGenerator writeString(String text) {
        if (text == null || text.length() <= ONE_PIECE) {
            return super.writeString(text);
        }
        requirePairs(text);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return writeRawUTF8String(bytes, 0, bytes.length);
    }

    @Override
    public JsonGenerator writeString(char[] text, int offset, int length) {
        return length <= ONE_PIECE
                ? super.writeString(text, offset, length)
                : writeString(new String(text, offset, length));
    }

    private void requirePairs(String text) {
        if (Utf8.encodedLength(text) < 0) {
            throw _constructWriteException("half a surrogate pair in a text");
        }
    }
}
