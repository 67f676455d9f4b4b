package org.cdirpc.transport.cbor;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cdirpc.transport.cbor.CborException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions of one declared class as data: the message and the class's own properties, in a map by name. Stack trace,
 * cause and suppressed exceptions do not travel; the rebuilt exception has the stack trace of where it was rebuilt.
 * Thread-safe.
 */
public final class ThrowableCodec implements CborCodec {

    private static final byte[] NULL = {(byte) 0xf6};

    private final ThrowableShape shape;
    private final CborLimits limits;
    private final Map<String, CheckedCodec> codecs = new LinkedHashMap<>();
    private final Contents contents;

    ThrowableCodec(CborMapping mapping, ThrowableShape shape) {
        this.shape = shape;
        this.limits = mapping.limits();
        codecs.put(ThrowableShape.MESSAGE, mapping.valueCodec(String.class));
        shape.getters().forEach((name, getter) -> codecs.put(name, mapping.valueCodec(getter.getGenericReturnType())));
        this.contents = new Contents();
    }

    /** The class whose instances, and those of its subclasses, are written; the rebuilt ones are of exactly this class. */
    public Class<? extends Throwable> type() {
        return shape.type();
    }

    /** What this exception is called on the wire. */
    public String name() {
        return nameOf(shape.type());
    }

    /** What an exception class is called on the wire: by its {@code @JsonTypeName}, else by its simple name. */
    public static String nameOf(Class<? extends Throwable> type) {
        JsonTypeName named = type.getAnnotation(JsonTypeName.class);
        return named == null || named.value().isEmpty() ? type.getSimpleName() : named.value();
    }

    @Override
    public void encode(@Nullable Object value, CborWriter out) {
        contents.encode(value, out);
    }

    @Override
    public Throwable decode(byte[] buf, int off, int len) {
        if (contents.decode(buf, off, len) instanceof Throwable rebuilt) {
            return rebuilt;
        }
        throw new IllegalStateException("CDIRPC110400: nothing was rebuilt (expected: an exception); report this");
    }

    private final class Contents extends CheckedCodec {

        Contents() {
            super(shape.type().getSimpleName(), limits);
        }

        @Override
        void write(@Nullable Object value, CborWriter out) {
            Throwable throwable =
                    Objects.requireNonNull(shape.type().cast(value), "CDIRPC110404: null (expected: an exception)");
            out.writeMap(codecs.size());
            codecs.forEach((name, codec) -> {
                out.writeText(name);
                codec.write(property(throwable, name), out);
            });
        }

        @Override
        Object read(byte[] buf, int off, int len) {
            CborReader in = new CborReader(buf, off, len, limits);
            Map<String, @Nullable Object> values = new HashMap<>();
            for (int entries = in.readMap(); entries > 0; entries--) {
                String name = in.readText();
                int start = in.position();
                int length = in.skip() - start;
                CheckedCodec codec = codecs.get(name);
                if (codec != null) {
                    if (values.containsKey(name)) {
                        throw new CborException(
                                Reason.MALFORMED,
                                start,
                                "CDIRPC110401: " + name + " twice (expected: once); the sender must write each once");
                    }
                    values.put(name, codec.read(buf, start, length));
                }
            }
            // What is missing is what null would be: an empty Optional, or a refusal for a primitive.
            codecs.forEach((name, codec) -> {
                if (!values.containsKey(name)) {
                    values.put(name, codec.read(NULL, 0, 1));
                }
            });
            return rebuild(values);
        }
    }

    private @Nullable Object property(Throwable throwable, String name) {
        Method getter = shape.getters().get(name);
        if (getter == null) {
            return throwable.getMessage();
        }
        try {
            return getter.invoke(throwable);
        } catch (ReflectiveOperationException e) {
            throw new CborException(
                    Reason.UNENCODABLE,
                    -1,
                    "CDIRPC110402: " + shape.type().getSimpleName() + "." + name
                            + " cannot be read (expected: a getter that returns); the cause says why",
                    cause(e));
        }
    }

    private Throwable rebuild(Map<String, @Nullable Object> values) {
        List<String> parameters = shape.parameters();
        @Nullable Object[] arguments = new Object[parameters.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = values.get(parameters.get(i));
        }
        try {
            Throwable rebuilt = shape.make(arguments);
            for (String name : shape.getters().keySet()) {
                Method setter = shape.setter(name);
                if (setter != null) {
                    setter.invoke(rebuilt, values.get(name));
                }
            }
            return rebuilt;
        } catch (ReflectiveOperationException e) {
            throw new CborException(
                    Reason.MISMATCH,
                    -1,
                    "CDIRPC110403: " + shape.type().getSimpleName()
                            + " refused its own properties (expected: a constructor and setters that take them); the "
                            + "cause says why",
                    cause(e));
        }
    }

    private static Throwable cause(ReflectiveOperationException failure) {
        return failure instanceof InvocationTargetException target && target.getCause() != null
                ? target.getCause()
                : failure;
    }
}
