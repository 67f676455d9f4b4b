package org.cdirpc.faults.catalogue;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes values apart by reflection. Thread-safe. */
final class DataReader {

    private static final Data.Constant ALONE = new Data.Constant("", List.of(), "");

    private final Map<String, String> renamed;

    /** A reader to which these names of fields are one. */
    DataReader(Map<String, String> renamed) {
        this.renamed = Map.copyOf(renamed);
    }

    Data of(@Nullable Object value) {
        if (value == null) {
            return new Data.None();
        } else if (value instanceof Optional<?> optional) {
            return of(optional.orElse(null));
        } else if (value instanceof OptionalInt optional) {
            return optional.isEmpty() ? new Data.None() : of(optional.getAsInt());
        } else if (value instanceof OptionalLong optional) {
            return optional.isEmpty() ? new Data.None() : of(optional.getAsLong());
        } else if (value instanceof Number number) {
            return new Data.Leaf(exact(number).stripTrailingZeros().toString());
        } else if (value instanceof Enum<?> constant) {
            return constant(constant);
        } else if (value instanceof Collection<?> all) {
            return new Data.Several(all.stream().map(this::of).toList(), value instanceof Set);
        } else if (value.getClass().isArray()) {
            List<Data> all = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                all.add(of(Array.get(value, i)));
            }
            return new Data.Several(all, false);
        } else if (value instanceof Map<?, ?> map) {
            SortedMap<String, Data> entries = new TreeMap<>();
            map.forEach((key, each) -> entries.put(String.valueOf(key), of(each)));
            return new Data.Table(entries);
        }
        return value.getClass().getName().startsWith("java.") ? new Data.Leaf(value.toString()) : fields(value);
    }

    private static BigDecimal exact(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        } else if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        return number instanceof Double || number instanceof Float
                ? new BigDecimal(number.doubleValue())
                : BigDecimal.valueOf(number.longValue());
    }

    private static Data constant(Enum<?> constant) {
        List<String> known = new ArrayList<>();
        String fallback = "";
        for (Field field : constant.getDeclaringClass().getFields()) {
            if (field.isEnumConstant()) {
                known.add(field.getName());
                fallback = field.isAnnotationPresent(JsonEnumDefaultValue.class) ? field.getName() : fallback;
            }
        }
        return new Data.Constant(constant.name(), known, fallback);
    }

    private Data fields(Object value) {
        Class<?> type = value.getClass();
        Map<String, Data> fields = new TreeMap<>();
        if (type.isRecord()) {
            for (RecordComponent part : type.getRecordComponents()) {
                field(part.getName(), part.getAccessor(), value, fields);
            }
        } else {
            for (Method method : type.getMethods()) {
                String name = property(method);
                if (!name.isEmpty()) {
                    field(name, method, value, fields);
                }
            }
        }
        List<Class<?>> siblings = Subtypes.siblings(type);
        Data.Constant subtype = siblings.isEmpty()
                ? ALONE
                : new Data.Constant(
                        type.getSimpleName(),
                        siblings.stream().map(Class::getSimpleName).toList(),
                        Subtypes.fallback(type));
        return new Data.Fields(subtype, fields);
    }

    private static String property(Method method) {
        String name = method.getName();
        boolean inherited = method.getDeclaringClass().getName().startsWith("java.") && !name.equals("getMessage");
        if (method.getParameterCount() > 0 || Modifier.isStatic(method.getModifiers()) || inherited) {
            return "";
        }
        return name.matches("get[A-Z].*") ? Character.toLowerCase(name.charAt(3)) + name.substring(4) : "";
    }

    private void field(String name, Method getter, Object owner, Map<String, Data> fields) {
        try {
            getter.trySetAccessible();
            Object value = getter.invoke(owner);
            boolean lost = value == null && getter.getReturnType() == Optional.class;
            fields.put(renamed.getOrDefault(name, name), lost ? new Data.Leaf("null for an Optional") : of(value));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(owner.getClass() + "." + name, e);
        }
    }
}
