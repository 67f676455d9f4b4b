package org.cdirpc.transport.cbor;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/** One value of a declared type. */
final class ValueCodec extends CheckedCodec {

    private final Lazy<ObjectWriter> writer;
    private final Lazy<ObjectReader> reader;
    private final JavaType type;

    ValueCodec(ObjectMapper mapper, JavaType type, CborLimits limits) {
        super(type.getRawClass().getSimpleName(), limits);
        this.writer = new Lazy<>(() -> Root.writerFor(mapper, type));
        this.reader = new Lazy<>(() -> mapper.readerFor(type));
        this.type = type;
    }

    @Override
    void write(@Nullable Object value, CborWriter out) {
        if (value == null && type.isPrimitive()) {
            throw TupleCodec.nullPrimitive(type.getRawClass().getSimpleName());
        }
        writer.get().writeValue(out.stream(), value == null ? null : Root.of(type, value));
    }

    @Override
    @Nullable
    Object read(byte[] buf, int off, int len) {
        return reader.get().readValue(buf, off, len);
    }
}
