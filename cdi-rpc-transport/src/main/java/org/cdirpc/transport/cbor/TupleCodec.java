package org.cdirpc.transport.cbor;

import java.util.List;
import org.cdirpc.transport.cbor.CborException.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;

/** A list of arguments: a definite array of exactly as many items as there are parameters. */
final class TupleCodec extends CheckedCodec {

    private final ObjectMapper mapper;
    private final List<JavaType> types;
    private final Lazy<ObjectWriter[]> writers;
    private final Lazy<ObjectReader[]> readers;

    TupleCodec(ObjectMapper mapper, List<JavaType> types, CborLimits limits) {
        super("arguments", limits);
        this.mapper = mapper;
        this.types = List.copyOf(types);
        this.writers = new Lazy<>(() -> types.stream()
                .map(type -> Root.writerFor(mapper, type).without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE))
                .toArray(ObjectWriter[]::new));
        // The end of an argument is not the end of the body; what is behind the body the check has refused already.
        this.readers = new Lazy<>(() -> types.stream()
                .map(type -> mapper.readerFor(type).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS))
                .toArray(ObjectReader[]::new));
    }

    @Override
    void write(@Nullable Object value, CborWriter out) {
        if (!(value instanceof Object[] arguments) || arguments.length != types.size()) {
            throw new CborException(
                    Reason.UNENCODABLE,
                    -1,
                    "CDIRPC110203: "
                            + (value instanceof Object[] some ? some.length + " arguments" : "no argument array")
                            + " (expected: " + types.size() + "); pass one per parameter");
        }
        try (JsonGenerator generator = mapper.createGenerator(out.stream())) {
            generator.writeStartArray(arguments, arguments.length);
            for (int i = 0; i < arguments.length; i++) {
                Object argument = arguments[i];
                if (argument == null && types.get(i).isPrimitive()) {
                    throw nullPrimitive("argument " + i);
                }
                if (argument == null) {
                    generator.writeNull();
                } else {
                    writers.get()[i].writeValue(generator, Root.of(types.get(i), argument));
                }
            }
            generator.writeEndArray();
        }
    }

    @Override
    Object read(byte[] buf, int off, int len) {
        int n = new CborReader(buf, off, len, limits()).readArray();
        if (n != types.size()) {
            throw new CborException(
                    Reason.MISMATCH,
                    off,
                    "CDIRPC110206: " + n + " arguments (expected: " + types.size()
                            + "); use the same version of the contract on both sides");
        }
        @Nullable Object[] arguments = new Object[n];
        try (JsonParser parser = mapper.createParser(buf, off, len)) {
            parser.nextToken();
            for (int i = 0; i < n; i++) {
                parser.nextToken();
                try {
                    arguments[i] = readers.get()[i].readValue(parser);
                } catch (RuntimeException | Error e) {
                    throw CodecFailures.decoding("argument " + i, e);
                }
            }
        }
        return arguments;
    }

    static CborException nullPrimitive(String what) {
        return new CborException(
                Reason.UNENCODABLE,
                -1,
                "CDIRPC110204: " + what + " is null (expected: a value, as the type is primitive); pass one");
    }
}
