package org.cdirpc.transport.cbor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The scalars that have code; the others are the databind library's. Their words are part of the shapes on the wire. */
final class ScalarElements {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final Map<Class<?>, Element> ALL = all();

    private ScalarElements() {}

    /** The code of a scalar; null if there is none. */
    static @Nullable Element of(Class<?> type) {
        return ALL.get(type);
    }

    private static Map<Class<?>, Element> all() {
        Map<Class<?>, Element> all = new HashMap<>();
        primitive(all, boolean.class, Boolean.class, "readBoolean", "bool");
        primitive(all, byte.class, Byte.class, "readByte", "int8");
        primitive(all, short.class, Short.class, "readShort", "int16");
        primitive(all, int.class, Integer.class, "readInt", "int32");
        primitive(all, long.class, Long.class, "readLong", "int64");
        primitive(all, float.class, Float.class, "readFloat", "float32");
        primitive(all, double.class, Double.class, "readDouble", "float64");
        primitive(all, char.class, Character.class, "readChar", "char");
        put(all, Scalars.class, String.class, "readString", 0, "text");
        put(all, Scalars.class, byte[].class, "readBytes", 0, "bytes");
        put(all, Scalars.class, UUID.class, "readUuid", 0, "uuid");
        put(all, Scalars.class, BigInteger.class, "readBigInteger", 0, "integer");
        // Its array of two is a level.
        put(all, Scalars.class, BigDecimal.class, "readBigDecimal", 1, "decimal");
        put(all, Scalars.class, OptionalInt.class, "readOptionalInt", 0, "int32?");
        put(all, Scalars.class, OptionalLong.class, "readOptionalLong", 0, "int64?");
        put(all, Scalars.class, OptionalDouble.class, "readOptionalDouble", 0, "float64?");
        put(all, Times.class, Instant.class, "readInstant", 0, "instant");
        put(all, Times.class, LocalDate.class, "readLocalDate", 0, "date");
        put(all, Times.class, LocalTime.class, "readLocalTime", 0, "time");
        put(all, Times.class, LocalDateTime.class, "readLocalDateTime", 0, "datetime");
        put(all, Times.class, Duration.class, "readDuration", 0, "duration");
        put(all, PrimitiveArrays.class, int[].class, "readInts", 1, "list<int32>");
        put(all, PrimitiveArrays.class, long[].class, "readLongs", 1, "list<int64>");
        put(all, PrimitiveArrays.class, double[].class, "readDoubles", 1, "list<float64>");
        return Map.copyOf(all);
    }

    private static void primitive(
            Map<Class<?>, Element> all, Class<?> type, Class<?> box, String reader, String shape) {
        Element plain = element(Scalars.class, type, reader, 0, shape);
        all.put(type, plain);
        Element boxed = plain.erased();
        all.put(
                box,
                Element.of(
                        box,
                        () -> HiddenClasses.define(CompiledTemplate.class, boxed.encode(), boxed.decode(), true),
                        0,
                        shape + "?"));
    }

    private static void put(
            Map<Class<?>, Element> all, Class<?> home, Class<?> type, String reader, int depth, String shape) {
        all.put(type, element(home, type, reader, depth, shape));
    }

    private static Element element(Class<?> home, Class<?> type, String reader, int depth, String shape) {
        try {
            MethodHandle encode =
                    LOOKUP.findStatic(home, "write", MethodType.methodType(void.class, CborWriter.class, type));
            MethodHandle decode = LOOKUP.findStatic(home, reader, MethodType.methodType(type, CborCursor.class));
            return new Element(type, () -> new Element.Code(encode, decode), depth, shape);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
