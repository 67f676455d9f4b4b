package org.cdirpc.extension.server;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cdirpc.extension.contract.Property;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborReader;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of arguments, the same for equal ones on every node: of their CBOR with names, the entries of maps in the
 * order of their bytes (as in RFC 8949, 4.2.1), the elements of sets likewise, and without what is null, which another
 * release of the contract may not have. A set is known by the declared type; one that only a runtime type makes a set is
 * taken in its order. Thread-safe.
 */
final class ArgumentsDigest {

    private static final int NULL = 0xf6;

    private record Named(Type owner, String name) {}

    private final List<Type> parameters;
    private final CborLimits limits;
    private final Map<Named, Optional<Type>> properties = new ConcurrentHashMap<>();

    ArgumentsDigest(List<Type> parameters, CborLimits limits) {
        this.parameters = parameters;
        this.limits = limits;
    }

    /** The digest of arguments that were encoded with names. */
    byte[] of(byte[] buffer, int length) {
        CborReader in = new CborReader(buffer, 0, length, limits);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int count = in.readArray();
        for (int i = 0; i < count; i++) {
            write(canonical(in, buffer, i < parameters.size() ? parameters.get(i) : null), all);
        }
        return CallKey.sha256().digest(all.toByteArray());
    }

    private byte[] canonical(CborReader in, byte[] buffer, @Nullable Type declared) {
        Type type = withoutOptional(declared);
        int start = in.position();
        return switch ((buffer[start] & 0xff) >> 5) {
            case 4 -> elements(in, buffer, type);
            case 5 -> entries(in, buffer, type);
            default -> Arrays.copyOfRange(buffer, start, in.skip());
        };
    }

    private byte[] elements(CborReader in, byte[] buffer, @Nullable Type type) {
        Class<?> raw = rawClass(type);
        boolean set = raw != null && Set.class.isAssignableFrom(raw);
        boolean collection = raw != null && Collection.class.isAssignableFrom(raw);
        Type element = type instanceof GenericArrayType array
                ? array.getGenericComponentType()
                : collection ? argument(type, 0) : raw == null ? null : raw.getComponentType();
        List<byte[]> parts = new ArrayList<>();
        for (int left = in.readArray(); left > 0; left--) {
            parts.add(canonical(in, buffer, element));
        }
        return joined((byte) (set ? 's' : 'l'), parts, set);
    }

    private byte[] entries(CborReader in, byte[] buffer, @Nullable Type type) {
        Class<?> raw = rawClass(type);
        boolean map = raw != null && Map.class.isAssignableFrom(raw);
        List<byte[]> parts = new ArrayList<>();
        for (int left = in.readMap(); left > 0; left--) {
            int start = in.position();
            String name = in.readText();
            byte[] key = Arrays.copyOfRange(buffer, start, in.position());
            Type value = type == null ? null : map ? argument(type, 1) : property(type, name);
            if ((buffer[in.position()] & 0xff) == NULL) {
                in.skip();
            } else {
                parts.add(joined((byte) 'e', List.of(key, canonical(in, buffer, value)), false));
            }
        }
        return joined((byte) 'm', parts, true);
    }

    private @Nullable Type property(Type owner, String name) {
        return properties
                .computeIfAbsent(
                        new Named(owner, name),
                        each -> Optional.ofNullable(Property.of(owner, name)).map(Property::type))
                .orElse(null);
    }

    private static byte[] joined(byte kind, List<byte[]> parts, boolean sorted) {
        if (sorted) {
            parts.sort(Arrays::compareUnsigned);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(kind);
        all.writeBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt(0, parts.size()).array());
        parts.forEach(part -> write(part, all));
        return all.toByteArray();
    }

    private static void write(byte[] part, ByteArrayOutputStream all) {
        all.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length).array());
        all.writeBytes(part);
    }

    private static @Nullable Type withoutOptional(@Nullable Type type) {
        return rawClass(type) == Optional.class ? argument(type, 0) : type;
    }

    private static @Nullable Type argument(@Nullable Type type, int index) {
        return type instanceof ParameterizedType parameterized && parameterized.getActualTypeArguments().length > index
                ? parameterized.getActualTypeArguments()[index]
                : null;
    }

    private static @Nullable Class<?> rawClass(@Nullable Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        return type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw
                ? raw
                : null;
    }
}
