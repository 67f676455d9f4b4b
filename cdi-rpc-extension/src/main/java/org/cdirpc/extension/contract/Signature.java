package org.cdirpc.extension.contract;

import java.util.List;

/**
 * A method as the two ends of a channel agree on it. Classes do not count: the kinds of the parameters do. Class names
 * travel as hints only, to tell overloads apart whose kinds are the same.
 *
 * @param name the method's name
 * @param parameters the wire kind of each parameter, such as {@code text} or {@code list<object>}
 * @param hints the simple name of each parameter's class
 * @param result the wire kind of the result, {@code void} for none
 * @param oneWay whether no answer is expected
 */
public record Signature(String name, List<String> parameters, List<String> hints, String result, boolean oneWay) {

    /** Immutable copies. */
    public Signature {
        parameters = List.copyOf(parameters);
        hints = List.copyOf(hints);
        if (parameters.size() != hints.size()) {
            throw new IllegalArgumentException("CDIRPC310001: " + name + " has " + parameters.size()
                    + " parameter kinds and " + hints.size() + " hints (expected: one hint for each)");
        }
    }

    /** Name and parameter kinds, such as {@code place(object,int)}. */
    public String call() {
        return name + "(" + String.join(",", parameters) + ")";
    }

    @Override
    public String toString() {
        return call() + ": " + (oneWay ? "one-way" : result);
    }
}
