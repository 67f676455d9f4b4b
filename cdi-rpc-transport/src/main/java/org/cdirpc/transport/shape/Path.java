package org.cdirpc.transport.shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where two shapes are compared. Its text is made when it is asked for: most places have nothing to say.
 *
 * @param prefix such as {@code argument 1}
 * @param type the name of the outermost definition; empty until one is met
 * @param outer the place that this one is in, with the same prefix and type; null for the first
 * @param step from there: a field by name, an element as {@code []}, a map's value as {@code {}}, its key as {@code {key}}
 */
record Path(String prefix, String type, @Nullable Path outer, String step) {

    /** More are not said, but where they begin and end. */
    private static final int MOST_STEPS = 40;

    /** Characters of the longest name of one. */
    private static final int LONGEST_NAME = 100;

    static Path at(String prefix) {
        return new Path(prefix, "", null, "");
    }

    /** The same place, of which the definition is known now. */
    Path in(String definition) {
        return type.isEmpty() ? new Path(prefix, cut(definition) + steps(), null, "") : this;
    }

    Path then(String further) {
        return new Path(prefix, type, this, further);
    }

    private static String cut(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }

    private String steps() {
        List<String> steps = new ArrayList<>();
        for (Path place = this; place != null; place = place.outer) {
            steps.add(cut(place.step));
        }
        Collections.reverse(steps);
        int last = steps.size() - MOST_STEPS / 2;
        return steps.size() <= MOST_STEPS
                ? String.join("", steps)
                : String.join("", steps.subList(0, MOST_STEPS / 2)) + "..."
                        + String.join("", steps.subList(last, steps.size()));
    }

    @Override
    public String toString() {
        String inside = type + steps();
        return prefix.isEmpty() ? inside : inside.isEmpty() ? prefix : prefix + ", " + inside;
    }
}
