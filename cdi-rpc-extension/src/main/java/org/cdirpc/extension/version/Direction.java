package org.cdirpc.extension.version;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.transport.shape.Definition;
import org.cdirpc.transport.shape.Fit;
import org.cdirpc.transport.shape.Misfit;
import org.cdirpc.transport.shape.Shape;

/** What one side writes and the other reads. Judges the same types once, however many methods have them; for one thread. */
final class Direction {

    private final Fit fit;
    private final boolean exact;
    private final Map<Pair, Verdict> verdicts = new HashMap<>();

    private record Pair(Shape written, Shape read) {}

    /** What was found, with paths that begin at the value. */
    record Verdict(List<Misfit> misfits, List<String> notes) {

        boolean isClean() {
            return misfits.isEmpty() && notes.isEmpty();
        }
    }

    /**
     * A direction.
     *
     * @param exact whether notes count: each verdict has all of its own. Else a type is spoken of once, in the verdict that
     *     meets it first
     */
    Direction(
            Map<String, Definition> written,
            Map<String, Definition> read,
            Fit.Newer newer,
            boolean closed,
            boolean exact) {
        this.fit = new Fit(written, read, newer, closed);
        this.exact = exact;
    }

    Verdict verdict(Shape from, Shape to) {
        Pair pair = new Pair(from, to);
        Verdict known = verdicts.get(pair);
        if (known != null) {
            return known;
        }
        Verdict made = new Verdict(fit.of("", from, to), fit.notes());
        if (exact) {
            verdicts.put(pair, made);
        } else {
            fit.saidOnce();
            verdicts.put(pair, new Verdict(made.misfits(), List.of()));
        }
        return made;
    }
}
