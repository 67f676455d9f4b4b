package org.cdirpc.transport.shape;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cdirpc.transport.shape.Definition.Constants;

/** Constants by name, as {@link Fit} says. */
final class ConstantsFit {

    private final Fit fit;
    private final Path path;

    ConstantsFit(Fit fit, Path path) {
        this.fit = fit;
        this.path = path;
    }

    void of(Constants written, Constants read) {
        List<String> strange = strange(written, read);
        if (strange.isEmpty()) {
            return;
        }
        if (!read.fallback().isEmpty()) {
            fit.note(path, ShapeWords.some(strange) + " of " + written.name() + " is read as " + read.fallback());
        } else {
            refused(strange, written, read);
        }
    }

    /** A fallback does not do here: entries whose keys became the same would be lost. */
    void ofKeys(Constants written, Constants read) {
        List<String> strange = strange(written, read);
        if (strange.isEmpty()) {
            return;
        }
        if (read.fallback().isEmpty()) {
            refused(strange, written, read);
        } else {
            fit.misfit(
                    path,
                    ShapeWords.some(strange) + " of " + written.name(),
                    ShapeWords.some(read.constants()) + ", and " + read.fallback() + " for all others",
                    "add the constants where they are read: keys that became one would lose entries");
        }
    }

    private void refused(List<String> strange, Constants written, Constants read) {
        if (fit.isClosed()) {
            fit.misfit(
                    path,
                    ShapeWords.some(strange) + " of " + written.name(),
                    "only " + ShapeWords.some(read.constants()),
                    "add the constants where they are read, or mark one there with @JsonEnumDefaultValue");
        } else {
            fit.note(path, ShapeWords.some(strange) + " of " + written.name() + " is refused where it is read");
        }
    }

    private static List<String> strange(Constants written, Constants read) {
        Set<String> known = new HashSet<>(read.constants());
        return written.constants().stream()
                .filter(constant -> !known.contains(constant))
                .toList();
    }
}
