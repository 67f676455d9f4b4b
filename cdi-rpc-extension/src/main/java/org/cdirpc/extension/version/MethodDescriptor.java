package org.cdirpc.extension.version;

import java.util.List;
import java.util.SortedMap;
import org.cdirpc.transport.shape.Shape;

/**
 * A method as others see it. Immutable.
 *
 * @param name the method's name
 * @param parameters the shape of each parameter
 * @param hints the simple name of each parameter's class, for people and for overloads that look the same
 * @param result the shape of what travels back
 * @param oneWay whether no answer is expected
 * @param idempotent whether it may be repeated
 * @param exceptions the name of the definition of each declared exception, by its name on the wire
 */
public record MethodDescriptor(
        String name,
        List<Shape> parameters,
        List<String> hints,
        Shape result,
        boolean oneWay,
        boolean idempotent,
        SortedMap<String, String> exceptions) {

    public MethodDescriptor {
        parameters = List.copyOf(parameters);
        hints = List.copyOf(hints);
    }

    /** Such as {@code place(Order)}. */
    @Override
    public String toString() {
        return name + "(" + String.join(", ", hints) + ")";
    }
}
