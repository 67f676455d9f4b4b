package org.cdirpc.extension.version;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.cdirpc.transport.shape.Shape;

/**
 * A method as others see it. Immutable.
 *
 * @param name the method's name
 * @param parameters the shape of each parameter
 * @param hints the simple name of each parameter's class, for people and for overloads that look the same
 * @param names the name of each parameter, an empty text where it is not known: only what was compiled with {@code
 *     -parameters} has them. They tell parameters that change places; what a parameter is called never counts
 * @param result the shape of what travels back
 * @param oneWay whether no answer is expected
 * @param idempotent whether it may be repeated
 * @param exceptions the name of the definition of each declared exception, by its name on the wire
 */
public record MethodDescriptor(
        String name,
        List<Shape> parameters,
        List<String> hints,
        List<String> names,
        Shape result,
        boolean oneWay,
        boolean idempotent,
        SortedMap<String, String> exceptions) {

    private static final int LONGEST = 500;

    public MethodDescriptor {
        parameters = List.copyOf(parameters);
        hints = List.copyOf(hints);
        names = List.copyOf(names);
    }

    /**
     * The names that stand at another place in the other's method, in this one's order; none unless both know all their
     * names and have as many.
     */
    List<String> movedIn(MethodDescriptor other) {
        if (names.size() != other.names.size() || names.contains("") || other.names.contains("")) {
            return List.of();
        }
        Set<String> there = new HashSet<>(other.names);
        List<String> moved = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String parameter = names.get(i);
            if (!parameter.equals(other.names.get(i)) && there.contains(parameter)) {
                moved.add(parameter);
            }
        }
        return moved;
    }

    MethodDescriptor withoutNames() {
        List<String> unknown = Collections.nCopies(names.size(), "");
        return new MethodDescriptor(name, parameters, hints, unknown, result, oneWay, idempotent, exceptions);
    }

    /** Such as {@code place(Order)}, cut to what fits into a message. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name).append('(');
        for (int i = 0; i < hints.size() && text.length() < LONGEST; i++) {
            text.append(i == 0 ? "" : ", ").append(hints.get(i));
        }
        return text.length() < LONGEST ? text.append(')').toString() : text.substring(0, LONGEST) + "...)";
    }
}
