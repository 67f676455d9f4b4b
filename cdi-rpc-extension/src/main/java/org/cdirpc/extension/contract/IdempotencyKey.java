package org.cdirpc.extension.contract;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the key of a write is among its arguments: a parameter, and the steps from there to a text, an integer, a UUID or
 * an enum. Resolved once, when the contract is read. Immutable, thread-safe.
 */
public final class IdempotencyKey {

    private final String path;
    private final int parameter;
    private final List<MethodHandle> steps;

    /**
     * A place.
     *
     * @param path as in {@link org.cdirpc.Idempotent#by()}
     * @param parameter the parameter's index
     * @param steps each of type {@code (Object)Object}
     */
    IdempotencyKey(String path, int parameter, List<MethodHandle> steps) {
        this.path = path;
        this.parameter = parameter;
        this.steps = List.copyOf(steps);
    }

    /** As in {@link org.cdirpc.Idempotent#by()}. */
    public String path() {
        return path;
    }

    /**
     * A call's key.
     *
     * @return null if it, or a value on the way to it, is null
     * @throws IllegalStateException if a getter on the way throws
     */
    public @Nullable String of(List<? extends @Nullable Object> arguments) {
        Object at = arguments.get(parameter);
        for (MethodHandle step : steps) {
            if (at == null) {
                return null;
            }
            try {
                at = (Object) step.invokeExact(at);
            } catch (Throwable thrown) {
                throw new IllegalStateException(ContractMessages.TEXT.keyUnreadable(path, thrown.toString()), thrown);
            }
        }
        return at == null ? null : text(at);
    }

    /** The same on every node: what a class says of itself may change, a constant's name does not. */
    private static String text(Object value) {
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }
}
