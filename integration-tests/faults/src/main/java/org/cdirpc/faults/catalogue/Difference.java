package org.cdirpc.faults.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether what arrived is what was sent. All that both releases know is equal; what only the receiver knows is nothing; a
 * constant or subtype that it does not know is the one that it declared for that.
 */
final class Difference {

    private Difference() {}

    /** The first difference in words; empty if there is none. */
    static String between(String path, Data sent, Data got) {
        if (sent instanceof Data.Fields from && got instanceof Data.Fields to) {
            return fields(path, from, to);
        } else if (sent instanceof Data.Table from && got instanceof Data.Table to) {
            if (!from.entries().keySet().equals(to.entries().keySet())) {
                return differs(
                        path + ", keys", from.entries().keySet(), to.entries().keySet());
            }
            return from.entries().entrySet().stream()
                    .map(entry -> between(
                            path + "{" + entry.getKey() + "}",
                            entry.getValue(),
                            Objects.requireNonNull(to.entries().get(entry.getKey()))))
                    .filter(words -> !words.isEmpty())
                    .findFirst()
                    .orElse("");
        } else if (sent instanceof Data.Several from && got instanceof Data.Several to) {
            return several(path, from, to);
        } else if (sent instanceof Data.Constant from && got instanceof Data.Constant to) {
            return constant(path, from, to);
        } else if (sent instanceof Data.Constant from && got instanceof Data.Leaf to) {
            return from.text().equals(to.text()) ? "" : differs(path, from.text(), to.text());
        }
        return sent.equals(got) ? "" : differs(path, sent, got);
    }

    private static String fields(String path, Data.Fields from, Data.Fields to) {
        boolean another = !from.subtype().text().equals(to.subtype().text());
        String difference = constant(path + ", subtype", from.subtype(), to.subtype());
        if (!difference.isEmpty()) {
            return difference;
        }
        for (Map.Entry<String, Data> field : to.fields().entrySet()) {
            String at = path + "." + field.getKey();
            @Nullable Data sent = from.fields().get(field.getKey());
            if (sent != null) {
                difference = between(at, sent, field.getValue());
            } else if (!another && !isNothing(field.getValue())) {
                difference = differs(at, "nothing", field.getValue());
            }
            if (!difference.isEmpty()) {
                return difference;
            }
        }
        return "";
    }

    private static boolean isNothing(Data value) {
        return value instanceof Data.None
                || value instanceof Data.Several several && several.elements().isEmpty()
                || value instanceof Data.Table table && table.entries().isEmpty();
    }

    private static String constant(String path, Data.Constant from, Data.Constant to) {
        boolean known = to.known().contains(from.text()) || to.known().isEmpty();
        String expected = known ? from.text() : to.fallback();
        return to.text().equals(expected) ? "" : differs(path, from.text(), to.text());
    }

    private static String several(String path, Data.Several from, Data.Several to) {
        if (from.elements().size() != to.elements().size()) {
            return differs(path, from.elements(), to.elements());
        }
        if (from.set() || to.set()) {
            List<Data> left = new ArrayList<>(to.elements());
            for (Data element : from.elements()) {
                if (!left.removeIf(other -> between(path, element, other).isEmpty())) {
                    return differs(path, from.elements(), to.elements());
                }
            }
            return "";
        }
        for (int i = 0; i < from.elements().size(); i++) {
            String difference = between(
                    path + "[" + i + "]", from.elements().get(i), to.elements().get(i));
            if (!difference.isEmpty()) {
                return difference;
            }
        }
        return "";
    }

    private static String differs(String path, Object sent, Object got) {
        return path + ": sent " + sent + ", arrived as " + got;
    }
}
