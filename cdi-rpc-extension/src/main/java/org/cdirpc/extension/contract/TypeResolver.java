package org.cdirpc.extension.contract;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the type variables of a contract's super-interfaces, or a class's super-types, by what it binds them to: in {@code interface
 * Orders extends Crud<Order>} the {@code T} of {@code Crud<T>} is {@code Order}. What is not bound stays a variable,
 * which the type check then reports.
 */
final class TypeResolver {

    private final Map<TypeVariable<?>, Type> bound = new HashMap<>();

    TypeResolver(Class<?> contract) {
        bindSuperTypes(contract);
    }

    /** The variables of a class and its super-types, by what the type binds them to. */
    TypeResolver(ParameterizedType type) {
        bindSuperType(type);
    }

    private void bindSuperTypes(Class<?> type) {
        if (type.getGenericSuperclass() != null) {
            bindSuperType(type.getGenericSuperclass());
        }
        for (Type superType : type.getGenericInterfaces()) {
            bindSuperType(superType);
        }
    }

    private void bindSuperType(Type superType) {
        if (superType instanceof ParameterizedType parameterized
                && parameterized.getRawType() instanceof Class<?> raw) {
            TypeVariable<?>[] variables = raw.getTypeParameters();
            Type[] arguments = parameterized.getActualTypeArguments();
            for (int i = 0; i < variables.length; i++) {
                bound.put(variables[i], resolve(arguments[i]));
            }
            bindSuperTypes(raw);
        } else if (superType instanceof Class<?> raw) {
            bindSuperTypes(raw);
        }
    }

    Type resolve(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return bound.getOrDefault(variable, type);
        }
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
            List<Type> arguments = new ArrayList<>();
            for (Type argument : parameterized.getActualTypeArguments()) {
                arguments.add(resolve(argument));
            }
            return new Parameterized(raw, List.copyOf(arguments), parameterized.getOwnerType());
        }
        if (type instanceof GenericArrayType array) {
            Type component = resolve(array.getGenericComponentType());
            return component instanceof Class<?> raw ? Array.newInstance(raw, 0).getClass() : new ArrayOf(component);
        }
        return type;
    }

    private record Parameterized(
            Class<?> raw, List<Type> arguments, @Nullable Type owner) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return owner;
        }

        @Override
        public String getTypeName() {
            List<String> names = arguments.stream().map(Type::getTypeName).toList();
            return raw.getTypeName() + "<" + String.join(", ", names) + ">";
        }
    }

    private record ArrayOf(Type component) implements GenericArrayType {
        @Override
        public Type getGenericComponentType() {
            return component;
        }

        @Override
        public String getTypeName() {
            return component.getTypeName() + "[]";
        }
    }
}
