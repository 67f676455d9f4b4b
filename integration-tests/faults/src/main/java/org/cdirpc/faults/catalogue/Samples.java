package org.cdirpc.faults.catalogue;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes data of any type that a contract may have, always the same for a variant: the least and greatest numbers, every
 * constant and subtype, and nulls occur in one of {@value #VARIANTS}. No two numbers or texts of an object are equal, so
 * that what arrives in another's place is seen. One thread at a time.
 */
final class Samples {

    /** Constants and subtypes there may be so many less two, which have nulls. */
    static final int VARIANTS = 6;

    private static final int FIRST_WITH_NULLS = 4;
    private static final Instant MOMENT = Instant.parse("2024-02-29T23:59:58.123456789Z");

    private final int variant;
    private final Map<TypeVariable<?>, Type> variables = new HashMap<>();
    private int turn;

    /** Samples for a contract, whose super-interfaces may be generic. */
    Samples(int variant, Class<?> contract) {
        this.variant = variant;
        learn(contract);
    }

    private void learn(Class<?> type) {
        for (Type parent : type.getGenericInterfaces()) {
            if (parent instanceof ParameterizedType generic) {
                Class<?> raw = (Class<?>) generic.getRawType();
                Type[] arguments = resolved(generic, variables);
                for (int i = 0; i < arguments.length; i++) {
                    variables.put(raw.getTypeParameters()[i], arguments[i]);
                }
                learn(raw);
            } else if (parent instanceof Class<?> plain) {
                learn(plain);
            }
        }
    }

    /** One for each of these parameters. */
    @Nullable
    Object[] arguments(Method method) {
        return Arrays.stream(method.getGenericParameterTypes()).map(this::of).toArray();
    }

    Object of(Type type) {
        return of(type, variables);
    }

    private Object of(Type type, Map<TypeVariable<?>, Type> known) {
        if (type instanceof TypeVariable<?> variable) {
            Type actual = known.get(variable);
            if (actual == null) {
                throw new IllegalArgumentException(variable + " stands for nothing");
            }
            return of(actual, known);
        }
        if (type instanceof ParameterizedType generic) {
            return generic((Class<?>) generic.getRawType(), resolved(generic, known));
        }
        if (type instanceof Class<?> plain) {
            return plain.isArray() ? array(plain) : plain(plain);
        }
        throw new IllegalArgumentException("no data of " + type);
    }

    private static Type[] resolved(ParameterizedType generic, Map<TypeVariable<?>, Type> known) {
        return Arrays.stream(generic.getActualTypeArguments())
                .map(argument -> argument instanceof TypeVariable<?> variable && known.containsKey(variable)
                        ? known.get(variable)
                        : argument)
                .toArray(Type[]::new);
    }

    private Object generic(Class<?> raw, Type[] arguments) {
        if (raw == Optional.class) {
            return variant == 1 ? Optional.empty() : Optional.of(of(arguments[0]));
        }
        if (Map.class.isAssignableFrom(raw)) {
            Map<Object, Object> map = new LinkedHashMap<>();
            several(() -> map.put(of(arguments[0]), of(arguments[1])));
            return map;
        }
        if (Collection.class.isAssignableFrom(raw)) {
            Collection<Object> all = Set.class.isAssignableFrom(raw) ? new LinkedHashSet<>() : new ArrayList<>();
            several(() -> all.add(of(arguments[0])));
            return all;
        }
        Map<TypeVariable<?>, Type> known = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            known.put(raw.getTypeParameters()[i], arguments[i]);
        }
        return made(raw, known);
    }

    /** One in the third variant, so that a value that differs is seen by itself; none in the fourth. */
    private void several(Runnable one) {
        int count = variant == 3 ? 0 : variant == 2 ? 1 : 2;
        for (int i = 0; i < count; i++) {
            one.run();
        }
    }

    private Object array(Class<?> type) {
        List<Object> all = new ArrayList<>();
        several(() -> all.add(of(type.getComponentType())));
        Object array = Array.newInstance(type.getComponentType(), all.size());
        for (int i = 0; i < all.size(); i++) {
            Array.set(array, i, all.get(i));
        }
        return array;
    }

    private Object plain(Class<?> type) {
        int n = ++turn;
        long number = (variant == 1 ? -1000L : 1000L) - n;
        if (type == int.class || type == Integer.class) {
            return variant == 2 ? Integer.MAX_VALUE - n : variant == 3 ? Integer.MIN_VALUE + n : (int) number;
        } else if (type == long.class || type == Long.class) {
            return variant == 2 ? Long.MAX_VALUE - n : variant == 3 ? Long.MIN_VALUE + n : number;
        } else if (type == short.class || type == Short.class) {
            return (short) number;
        } else if (type == byte.class || type == Byte.class) {
            return (byte) (100 - n);
        } else if (type == boolean.class || type == Boolean.class) {
            return (variant + n) % 2 == 0;
        } else if (type == char.class || type == Character.class) {
            return (char) ('a' + n % 26);
        } else if (type == double.class || type == Double.class) {
            return variant == 2 ? Double.MAX_VALUE / n : number + 0.1;
        } else if (type == float.class || type == Float.class) {
            return variant == 2 ? Float.MAX_VALUE / n : number + 0.1f;
        } else if (type == BigDecimal.class) {
            return new BigDecimal("12345678901234567890.1234567890").add(BigDecimal.valueOf(number));
        } else if (type == BigInteger.class) {
            return BigInteger.TWO.pow(80).add(BigInteger.valueOf(number));
        } else if (type == String.class) {
            return variant == 3 ? "\u00e4\u4e2d\ud83d\ude00 " + n : "text " + n;
        } else if (type == URI.class) {
            return URI.create("http://example/" + n);
        } else if (type == UUID.class) {
            return new UUID(variant, n);
        } else if (type.isEnum()) {
            return type.getEnumConstants()[
                    (variant + (n > 1 && variant >= FIRST_WITH_NULLS ? n : 0)) % type.getEnumConstants().length];
        } else if (type == OptionalInt.class) {
            return variant == 1 ? OptionalInt.empty() : OptionalInt.of((int) number);
        } else if (type == OptionalLong.class) {
            return variant == 1 ? OptionalLong.empty() : OptionalLong.of(number);
        }
        Object time = time(type, n);
        return time == null ? made(type, Map.of()) : time;
    }

    private static @Nullable Object time(Class<?> type, int n) {
        Instant moment = MOMENT.plusSeconds(n);
        if (type == Instant.class) {
            return moment;
        } else if (type == OffsetDateTime.class) {
            return moment.atOffset(ZoneOffset.ofHours(2));
        } else if (type == LocalDateTime.class) {
            return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
        } else if (type == LocalDate.class) {
            return LocalDate.ofEpochDay(20_000 + n);
        } else if (type == Duration.class) {
            return Duration.ofMillis(1_234 + n);
        }
        return null;
    }

    /** One of the application's own types. */
    private Object made(Class<?> type, Map<TypeVariable<?>, Type> known) {
        List<Class<?>> subtypes = Subtypes.of(type);
        if (!subtypes.isEmpty()) {
            return of(subtypes.get(variant % subtypes.size()));
        }
        try {
            return type.isRecord()
                    ? record(type, known)
                    : Throwable.class.isAssignableFrom(type) ? exception(type) : bean(type, known);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no data of " + type, e);
        }
    }

    private Object record(Class<?> type, Map<TypeVariable<?>, Type> known) throws ReflectiveOperationException {
        RecordComponent[] parts = type.getRecordComponents();
        @Nullable Object[] values = new Object[parts.length];
        Class<?>[] types = new Class<?>[parts.length];
        for (int i = 0; i < parts.length; i++) {
            types[i] = parts[i].getType();
            values[i] = field(parts[i].getGenericType(), i, known);
        }
        return type.getDeclaredConstructor(types).newInstance(values);
    }

    private Object bean(Class<?> type, Map<TypeVariable<?>, Type> known) throws ReflectiveOperationException {
        Object bean = type.getDeclaredConstructor().newInstance();
        List<Method> setters = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().startsWith("set") && method.getParameterCount() == 1)
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
        for (int i = 0; i < setters.size(); i++) {
            setters.get(i).invoke(bean, field(setters.get(i).getGenericParameterTypes()[0], i, known));
        }
        return bean;
    }

    private Object exception(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> maker = Arrays.stream(type.getConstructors())
                .max(Comparator.comparingInt(Constructor::getParameterCount))
                .orElseThrow();
        @Nullable Object[] values = new Object[maker.getParameterCount()];
        Parameter[] parameters = maker.getParameters();
        for (int i = 0; i < values.length; i++) {
            values[i] = of(parameters[i].getParameterizedType());
        }
        return maker.newInstance(values);
    }

    /** Each second field is null in the one variant with nulls, the others in the other; none that cannot be. */
    private @Nullable Object field(Type type, int place, Map<TypeVariable<?>, Type> known) {
        boolean canBeNull = type instanceof Class<?> plain
                && !plain.isPrimitive()
                && plain != OptionalInt.class
                && plain != OptionalLong.class;
        return canBeNull && variant == FIRST_WITH_NULLS + place % 2 ? null : of(type, known);
    }
}
