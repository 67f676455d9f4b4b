package org.cdirpc.transport.shape;

/**
 * Where two shapes are compared.
 *
 * @param prefix such as {@code argument 1}
 * @param type the name of the outermost definition; empty until one is met
 * @param steps behind it: fields by name, elements as {@code []}, map values as {@code {}}, map keys as {@code {key}}
 */
record Path(String prefix, String type, String steps) {

    static Path at(String prefix) {
        return new Path(prefix, "", "");
    }

    /** The same place, of which the definition is known now. */
    Path in(String definition) {
        return type.isEmpty() ? new Path(prefix, definition + steps, "") : this;
    }

    Path then(String step) {
        return new Path(prefix, type, steps + step);
    }

    @Override
    public String toString() {
        String inside = type + steps;
        return prefix.isEmpty() ? inside : inside.isEmpty() ? prefix : prefix + ", " + inside;
    }
}
