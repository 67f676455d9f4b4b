package org.cdirpc.transport.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdirpc.transport.shape.Definition.Subtypes;

/** Subtypes by their names on the wire, as {@link Fit} says. */
final class SubtypesFit {

    private final Fit fit;
    private final Map<String, Definition> written;
    private final Map<String, Definition> read;

    SubtypesFit(Fit fit, Map<String, Definition> written, Map<String, Definition> read) {
        this.fit = fit;
        this.written = written;
        this.read = read;
    }

    void of(Path path, Subtypes from, Subtypes to) {
        if (!from.property().equals(to.property())) {
            fit.misfit(
                    path,
                    "the name of the type in " + from.property(),
                    "in " + to.property(),
                    "keep the property of @JsonTypeInfo");
            return;
        }
        List<String> strange = new ArrayList<>();
        from.subtypes().forEach((name, sent) -> {
            String known = to.subtypes().get(name);
            if (known == null) {
                strange.add(name);
                known = to.subtypes().get(to.fallback());
            }
            if (known != null) {
                both(path.then("(" + name + ")"), sent, known, !to.subtypes().containsKey(name));
            }
        });
        if (strange.isEmpty()) {
            return;
        }
        String names = ShapeWords.some(strange) + " of " + from.name();
        if (!to.fallback().isEmpty()) {
            fit.note(path, names + " is read as " + to.fallback());
        } else if (fit.isClosed()) {
            fit.misfit(
                    path,
                    names,
                    "only " + ShapeWords.some(List.copyOf(to.subtypes().keySet())),
                    "add the subtypes where they are read, or name a defaultImpl in @JsonTypeInfo there");
        } else {
            fit.note(path, names + " is refused where it is read");
        }
    }

    private void both(Path path, String sent, String known, boolean stranger) {
        Definition from = written.get(sent);
        Definition to = read.get(known);
        if (from == null || to == null) {
            fit.misfit(
                    path,
                    from == null ? sent + ", which is not described" : sent,
                    to == null ? known + ", which is not described" : known,
                    "describe it: the descriptor is not whole");
        } else {
            fit.definitions(path, from, to, stranger);
        }
    }
}
