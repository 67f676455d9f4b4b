package org.cdirpc.transport.shape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cdirpc.transport.shape.Definition.Fields;
import org.cdirpc.transport.shape.Field.Presence;
import org.cdirpc.transport.shape.Fit.Newer;
import org.jspecify.annotations.Nullable;

/** Fields by name, as {@link Fit} says. */
final class FieldsFit {

    private final Fit fit;
    private final Newer newer;
    private final boolean stranger;

    /**
     * A comparison.
     *
     * @param stranger whether the reader's object stands for one that it does not know: it has taken that upon itself, so
     *     that nothing counts but what it does read
     */
    FieldsFit(Fit fit, Newer newer, boolean stranger) {
        this.fit = fit;
        this.newer = newer;
        this.stranger = stranger;
    }

    void of(Path path, Fields written, Fields read) {
        Map<String, Field> sent = new LinkedHashMap<>();
        Map<String, Field> unsent = new HashMap<>();
        for (Field field : written.fields()) {
            (field.written() ? sent : unsent).put(field.name(), field);
        }
        Map<String, Field> ignored = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (Field field : read.fields()) {
            if (!field.read()) {
                ignored.put(field.name(), field);
                continue;
            }
            List<Field> sources = sources(field, sent);
            sources.forEach(source -> taken.add(source.name()));
            if (sources.size() == 1) {
                one(path.then("." + field.name()), sources.get(0), field);
            } else if (sources.isEmpty()) {
                missing(path.then("." + field.name()), field, unsent.get(field.name()));
            } else {
                fit.misfit(
                        path.then("." + field.name()),
                        String.join(" and ", sources.stream().map(Field::name).toList()),
                        "one of them",
                        "do not write a field under its old and its new name");
            }
        }
        for (Field field : sent.values()) {
            if (!taken.contains(field.name())) {
                skipped(path.then("." + field.name()), field, ignored.get(field.name()));
            }
        }
    }

    private static List<Field> sources(Field field, Map<String, Field> sent) {
        List<Field> sources = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(field.aliases());
        names.add(field.name());
        for (String name : names) {
            Field source = sent.get(name);
            if (source != null) {
                sources.add(source);
            }
        }
        return sources;
    }

    private void one(Path path, Field sent, Field field) {
        if (sent.presence() == Presence.SPARSE && field.presence() != Presence.SPARSE) {
            fit.misfit(
                    path,
                    fit.words().written(sent.shape()) + " that is left out where it is empty",
                    fit.words().read(field.shape()) + " that would be null then",
                    "have @JsonInclude(NON_EMPTY) on both sides or on none");
        } else if (sent.presence().mayBeMissing() && field.presence() == Presence.REQUIRED) {
            fit.misfit(
                    path,
                    fit.words().written(sent.shape()) + " that may be missing",
                    fit.words().read(field.shape()) + " that must be there",
                    "do not require it");
        } else {
            fit.compare(path, sent.shape(), field.shape());
        }
    }

    /** The reader's field that is not in what is written. */
    private void missing(Path path, Field field, @Nullable Field unsent) {
        String wanted = fit.words().read(field.shape());
        if (field.presence() == Presence.REQUIRED) {
            fit.misfit(
                    path,
                    "nothing",
                    wanted + " that must be there",
                    "add fields as Optional, or of a type that may be null; keep those that others require");
        } else if (field.presence().mayBeMissing() || stranger) {
            fit.note(path, "not written; stays empty where it is read");
        } else if (unsent != null && !field.written()) {
            // Neither side ever writes it, whatever their versions.
            return;
        } else if (newer == Newer.READER) {
            fit.note(path, "not written; stays null where it is read");
        } else {
            fit.misfit(
                    path,
                    "nothing",
                    wanted,
                    newer == Newer.WRITER
                            ? "keep the field, or have had it Optional or @Nullable where it is read"
                            : "raise the version of the side that has it, or make it Optional or @Nullable");
        }
    }

    /** The writer's field that nobody reads. */
    private void skipped(Path path, Field sent, @Nullable Field ignored) {
        boolean derived = !sent.read();
        if (derived || newer == Newer.WRITER || stranger || sent.presence().mayBeMissing()) {
            if (ignored == null) {
                fit.note(path, "written, and skipped where it is read");
            }
        } else {
            fit.misfit(
                    path,
                    fit.words().written(sent.shape()),
                    "nothing",
                    newer == Newer.READER
                            ? "keep the field, or read it under its old name too (@JsonAlias)"
                            : "raise the version of the side that has it, or make it Optional or @Nullable");
        }
    }
}
