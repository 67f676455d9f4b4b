package org.cdirpc.transport.cbor;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.cdirpc.transport.shape.Fit;
import org.cdirpc.transport.shape.Misfit;
import org.jspecify.annotations.NullUnmarked;

/** Two releases: what {@link Fit} says of a type of each, and what their codecs do with a value. */
@NullUnmarked
final class Wire {

    private static final CborMapping WRITER = new CborMapping(CborLimits.DEFAULT);
    private static final CborMapping READER = new CborMapping(CborLimits.DEFAULT);

    private Wire() {}

    /** The verdict of a comparison. */
    record Verdict(List<Misfit> misfits, List<String> notes) {
        boolean fits() {
            return misfits.isEmpty();
        }
    }

    static Verdict judge(Type written, Type read, Fit.Newer newer, boolean closed) {
        ShapeReader writer = WRITER.shapes();
        ShapeReader reader = READER.shapes();
        var from = writer.of(written);
        var to = reader.of(read);
        Fit fit = new Fit(writer.definitions(), reader.definitions(), newer, closed);
        return new Verdict(fit.of(closed ? "result" : "argument 1", from, to), fit.notes());
    }

    static boolean fits(Type written, Type read, Fit.Newer newer) {
        return judge(written, read, newer, true).fits();
    }

    /** What arrives of a value, as a result and as an argument, which must be the same. */
    static Object sent(Type written, Type read, Object value) {
        CborWriter out = new CborWriter(1 << 16);
        WRITER.codec(written).encode(value, out);
        Object result = READER.codec(read).decode(out.buffer(), 0, out.size());
        out.clear();
        WRITER.tuple(List.of(written, int.class)).encode(new Object[] {value, 1}, out);
        Object argument = ((Object[]) READER.tuple(List.of(read, int.class)).decode(out.buffer(), 0, out.size()))[0];
        if (!Arrays.equals(bytes(read, result), bytes(read, argument))) {
            throw new AssertionError(result + " as a result, " + argument + " as an argument");
        }
        return result;
    }

    private static byte[] bytes(Type type, Object value) {
        CborWriter out = new CborWriter(1 << 16);
        READER.codec(type).encode(value, out);
        return out.toByteArray();
    }

    /** The same for values that are the same as numbers or texts; null for what is empty. */
    static Object plain(Object value) {
        if (value instanceof Optional<?> optional) {
            return plain(optional.orElse(null));
        }
        if (value instanceof OptionalInt optional) {
            return optional.isEmpty() ? null : plain(optional.getAsInt());
        }
        if (value instanceof OptionalLong optional) {
            return optional.isEmpty() ? null : plain(optional.getAsLong());
        }
        if (value instanceof OptionalDouble optional) {
            return optional.isEmpty() ? null : plain(optional.getAsDouble());
        }
        if (value instanceof Float || value instanceof Double) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? new BigDecimal(number).stripTrailingZeros() : String.valueOf(number);
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros();
        }
        if (value instanceof char[] text) {
            return new String(text);
        }
        if (value instanceof Character || value instanceof java.net.URI || value instanceof Enum) {
            return value.toString();
        }
        return value;
    }
}
