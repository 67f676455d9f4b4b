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

    private final Map<String, Definition> written;
    private final Map<String, Definition> read;
    private final Fit.Newer newer;
    private final boolean closed;
    private final Map<Pair, Verdict> verdicts = new HashMap<>();

    private record Pair(Shape written, Shape read) {}

    /** What was found, with paths that begin at the value. */
    record Verdict(List<Misfit> misfits, List<String> notes) {

        boolean isClean() {
            return misfits.isEmpty() && notes.isEmpty();
        }
    }

    Direction(Map<String, Definition> written, Map<String, Definition> read, Fit.Newer newer, boolean closed) {
        this.written = written;
        this.read = read;
        this.newer = newer;
        this.closed = closed;
    }

    Verdict verdict(Shape from, Shape to) {
        Pair pair = new Pair(from, to);
        Verdict known = verdicts.get(pair);
        if (known == null) {
            Fit fit = new Fit(written, read, newer, closed);
            List<Misfit> misfits = fit.of("", from, to);
            known = new Verdict(misfits, fit.notes());
            verdicts.put(pair, known);
        }
        return known;
    }
}
