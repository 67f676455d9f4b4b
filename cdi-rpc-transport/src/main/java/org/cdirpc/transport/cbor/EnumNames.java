package org.cdirpc.transport.cbor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The constants of an enum: by name, or for the positional form by ordinal. */
final class EnumNames {

    /** Up to so many constants are compared one by one, without making a text. */
    private static final int FEW = 16;

    private final Enum<?>[] constants;
    private final byte[][] names;
    private final Map<String, Enum<?>> byName = new HashMap<>();

    private EnumNames(Enum<?>[] constants) {
        this.constants = constants;
        this.names = Arrays.stream(constants)
                .map(constant -> FieldName.of(new byte[0], constant.name()).bytes())
                .toArray(byte[][]::new);
        Arrays.stream(constants).forEach(constant -> byName.put(constant.name(), constant));
    }

    /** Whether all names are {@link FieldName#isPlain plain}. */
    static boolean arePlain(Class<?> type) {
        return Arrays.stream((Enum<?>[]) type.getEnumConstants())
                .allMatch(constant -> FieldName.isPlain(constant.name()));
    }

    /** The code of an enum. */
    static Element element(Class<?> type, boolean positional) {
        Enum<?>[] constants = (Enum<?>[]) type.getEnumConstants();
        String shape = Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(",", "enum(", ")"));
        return new Element(Enum.class, () -> new EnumNames(constants).code(positional), 0, shape).as(type);
    }

    private Element.Code code(boolean positional) {
        String suffix = positional ? "Ordinal" : "Name";
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            return new Element.Code(
                    lookup.bind(
                            this, "write" + suffix, MethodType.methodType(void.class, CborWriter.class, Enum.class)),
                    lookup.bind(this, "read" + suffix, MethodType.methodType(Enum.class, CborCursor.class)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    void writeName(CborWriter out, @Nullable Enum<?> value) {
        if (value == null) {
            out.putNull();
        } else {
            byte[] name = names[value.ordinal()];
            out.putRaw(name);
        }
    }

    @Nullable
    Enum<?> readName(CborCursor in) {
        if (in.tryNull()) {
            return null;
        }
        if (names.length > FEW) {
            Enum<?> found = byName.get(in.readText());
            if (found != null) {
                return found;
            }
        } else {
            for (int i = 0; i < names.length; i++) {
                if (in.tryBytes(names[i])) {
                    return constants[i];
                }
            }
        }
        throw in.fault("a constant of the enum");
    }

    void writeOrdinal(CborWriter out, @Nullable Enum<?> value) {
        if (value == null) {
            out.putNull();
        } else {
            out.putLong(value.ordinal());
        }
    }

    @Nullable
    Enum<?> readOrdinal(CborCursor in) {
        if (in.tryNull()) {
            return null;
        }
        int at = in.position();
        long ordinal = in.readLong();
        if (ordinal < 0 || ordinal >= constants.length) {
            throw in.faultAt(at, "an ordinal of 0.." + (constants.length - 1));
        }
        return constants[(int) ordinal];
    }
}
