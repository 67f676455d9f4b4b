package org.cdirpc.transport.cbor;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/** Values of any type of {@link Samples}, and whether two of them are the same, arrays included. */
final class RandomValues {

    private static final long[] EDGES = {
        0,
        1,
        23,
        24,
        127,
        128,
        255,
        256,
        32767,
        32768,
        65535,
        65536,
        Integer.MAX_VALUE,
        1L << 31,
        (1L << 32) - 1,
        1L << 32,
        Long.MAX_VALUE
    };

    private final java.util.Random random;

    RandomValues(long seed) {
        this.random = new java.util.Random(seed);
    }

    Object of(java.lang.reflect.Type type) {
        return of(TypeFactory.createDefaultInstance().constructType(type), 0);
    }

    private Object of(JavaType type, int depth) {
        Class<?> raw = type.getRawClass();
        if (!raw.isPrimitive()
                && !raw.getSimpleName().startsWith("Optional")
                && random.nextInt(depth > 5 ? 2 : 12) == 0) {
            return null;
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants()[random.nextInt(raw.getEnumConstants().length)];
        }
        if (raw.isRecord()) {
            return record(type, depth);
        }
        if (raw == byte[].class) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            return bytes;
        }
        if (raw.isArray()) {
            Object array = Array.newInstance(raw.getComponentType(), size(depth));
            for (int i = 0; i < Array.getLength(array); i++) {
                Array.set(array, i, of(type.getContentType(), depth + 1));
            }
            return array;
        }
        if (raw == Optional.class) {
            return Optional.ofNullable(of(type.getContentType(), depth + 1));
        }
        if (Collection.class.isAssignableFrom(raw)) {
            Collection<Object> all =
                    raw == Set.class ? new HashSet<>() : random.nextBoolean() ? new ArrayList<>() : new LinkedList<>();
            for (int i = size(depth); i > 0; i--) {
                all.add(of(type.getContentType(), depth + 1));
            }
            return all;
        }
        if (raw == Map.class) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (int i = size(depth); i > 0; i--) {
                map.put(text(), of(type.getContentType(), depth + 1));
            }
            return map;
        }
        return scalar(raw);
    }

    private Object record(JavaType type, int depth) {
        Constructor<?> constructor = type.getRawClass().getDeclaredConstructors()[0];
        RecordComponent[] components = type.getRawClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int tries = 0; ; tries++) {
            for (int i = 0; i < values.length; i++) {
                JavaType component = TypeFactory.createDefaultInstance()
                        .resolveMemberType(components[i].getGenericType(), type.getBindings());
                values[i] = of(component, depth + 1);
            }
            try {
                constructor.setAccessible(true);
                return constructor.newInstance(values);
            } catch (InvocationTargetException e) {
                if (tries > 100) {
                    throw new AssertionError(e);
                }
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
    }

    private int size(int depth) {
        return depth > 6 ? 0 : random.nextInt(30) == 0 ? 30 : random.nextInt(4);
    }

    private Object scalar(Class<?> raw) {
        long number = random.nextBoolean() ? random.nextLong() : EDGES[random.nextInt(EDGES.length)];
        number = random.nextInt(3) == 0 ? ~number : number;
        if (raw == boolean.class || raw == Boolean.class) {
            return random.nextBoolean();
        } else if (raw == byte.class || raw == Byte.class) {
            return (byte) number;
        } else if (raw == short.class || raw == Short.class) {
            return (short) number;
        } else if (raw == int.class || raw == Integer.class) {
            return (int) number;
        } else if (raw == long.class || raw == Long.class) {
            return number;
        } else if (raw == float.class || raw == Float.class) {
            return random.nextBoolean() ? random.nextFloat() : Float.intBitsToFloat((int) number);
        } else if (raw == double.class || raw == Double.class) {
            return real(number);
        } else if (raw == char.class || raw == Character.class) {
            return (char) (random.nextBoolean() ? random.nextInt(0x80) : number);
        } else if (raw == String.class) {
            return text();
        } else if (raw == BigInteger.class) {
            return random.nextBoolean()
                    ? BigInteger.valueOf(number)
                    : new BigInteger(random.nextInt(520), random).negate();
        } else if (raw == BigDecimal.class) {
            BigInteger mantissa = random.nextBoolean() ? BigInteger.valueOf(number) : new BigInteger(100, random);
            return new BigDecimal(mantissa, random.nextInt(20) == 0 ? 1001 : random.nextInt(2000) - 1000);
        } else if (raw == UUID.class) {
            return new UUID(number, random.nextLong());
        } else if (raw == Instant.class) {
            return Instant.ofEpochSecond(
                    number % 31_556_889_864_403_199L, random.nextBoolean() ? 0 : random.nextInt(999_999_999));
        } else if (raw == LocalDate.class) {
            return LocalDate.ofEpochDay(number % 1_000_000_00L);
        } else if (raw == LocalTime.class) {
            return time();
        } else if (raw == LocalDateTime.class) {
            return LocalDate.ofEpochDay(number % 1_000_000L).atTime(time());
        } else if (raw == Duration.class) {
            return Duration.ofSeconds(number >> 1, random.nextInt(1_000_000_000));
        } else if (raw == OptionalInt.class) {
            return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of((int) number);
        } else if (raw == OptionalLong.class) {
            return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(number);
        } else if (raw == OptionalDouble.class) {
            return random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(real(number));
        }
        throw new AssertionError(raw);
    }

    private double real(long number) {
        return random.nextBoolean() ? random.nextDouble() : Double.longBitsToDouble(number);
    }

    private LocalTime time() {
        int nanos = switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> 123_000_000;
            default -> random.nextInt(1_000_000_000);
        };
        return LocalTime.of(
                random.nextInt(24), random.nextInt(60), random.nextBoolean() ? 0 : random.nextInt(60), nanos);
    }

    private String text() {
        int n = random.nextInt(60) == 0 ? random.nextInt(9_000) : random.nextInt(30);
        int bound = switch (random.nextInt(8)) {
            case 0 -> 0x11_0000;
            case 1 -> 0x800;
            case 2 -> 0x100;
            default -> 0x80;
        };
        // Half a pair of surrogates has no encoding; now and then there is one.
        boolean halves = random.nextInt(100) == 0;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < n; i++) {
            int point = random.nextInt(bound);
            text.appendCodePoint(!halves && point >= 0xd800 && point < 0xe000 ? 'x' : point);
        }
        return text.toString();
    }

    /** Whether two values are the same, elements of arrays included. */
    static boolean same(Object a, Object b) {
        if (a == null || b == null) {
            return a == b;
        }
        if (a instanceof Record && a.getClass() == b.getClass()) {
            return Arrays.stream(a.getClass().getRecordComponents()).allMatch(c -> same(get(c, a), get(c, b)));
        }
        if (a instanceof Optional<?> x && b instanceof Optional<?> y) {
            return same(x.orElse(null), y.orElse(null));
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return same(new ArrayList<>(x.keySet()), new ArrayList<>(y.keySet()))
                    && same(new ArrayList<>(x.values()), new ArrayList<>(y.values()));
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return same(x.toArray(), y.toArray());
        }
        if (a instanceof Object[] x && b instanceof Object[] y) {
            return x.length == y.length
                    && java.util.stream.IntStream.range(0, x.length).allMatch(i -> same(x[i], y[i]));
        }
        return Objects.deepEquals(a, b);
    }

    private static Object get(RecordComponent component, Object record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
