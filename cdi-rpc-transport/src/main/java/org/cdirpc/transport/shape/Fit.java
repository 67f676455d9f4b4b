package org.cdirpc.transport.shape;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.cdirpc.transport.shape.Definition.Constants;
import org.cdirpc.transport.shape.Definition.Custom;
import org.cdirpc.transport.shape.Definition.Fields;
import org.cdirpc.transport.shape.Definition.Subtypes;
import org.cdirpc.transport.shape.Shape.Mapping;
import org.cdirpc.transport.shape.Shape.Maybe;
import org.cdirpc.transport.shape.Shape.Named;
import org.cdirpc.transport.shape.Shape.Nothing;
import org.cdirpc.transport.shape.Shape.Scalar;
import org.cdirpc.transport.shape.Shape.Sequence;
import org.cdirpc.transport.shape.Shape.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * Whether what one side writes arrives as the same at the other: judged by what the codecs do, and where they would let a
 * value get lost, by which side is newer and so knows of the change. The rules are those of schema resolution in Avro
 * (specification 1.11, "Schema Resolution"), with fields by name, and stricter: nothing is dropped that the older side
 * relies upon. Collects notes; not thread-safe.
 */
public final class Fit {

    /** Which side has the newer version of the contract, and so knows what changed. */
    public enum Newer {
        WRITER,
        READER,
        /** Both have the same version, so nobody has changed anything. */
        NEITHER
    }

    /** Shapes within shapes; from one definition to the next it starts again. */
    private static final int DEEPEST = 400;

    /** Who mends these sees the others. */
    private static final int MOST_MISFITS = 100;

    private static final int MOST_NOTES = 1_000;

    /** Characters of the longest text in a finding. */
    private static final int LONGEST = 300;

    /** Less than half a second: what a descriptor from elsewhere may take of a thread that others wait for. */
    private static final int MOST_STEPS = 2_000_000;

    private final Map<String, Definition> written;
    private final Map<String, Definition> read;
    private final Newer newer;
    private final boolean closed;
    private final Set<String> notes = new LinkedHashSet<>();
    private final List<Misfit> misfits = new ArrayList<>();
    private final Set<Pair> seen = new HashSet<>();
    /** Those that fit with all that they lead to, as earlier values said, which are not judged again. */
    private final Set<Pair> fitting = new HashSet<>();
    /** Those that were met and are yet to be judged: the shortest paths first, however long types lead from one to another. */
    private final Queue<Met> met = new ArrayDeque<>();

    private int depth;
    private int steps;

    /**
     * Two definitions that are compared, or were.
     *
     * @param stranger whether the reader takes its own for one that it does not know
     */
    private record Pair(String written, String read, boolean stranger) {}

    private record Met(Path path, Definition written, Definition read, boolean stranger) {}

    /**
     * A comparison of two sides.
     *
     * @param written the writer's definitions, by name
     * @param read the reader's, likewise
     * @param newer which of them has the newer version
     * @param closed whether constants and subtypes that the reader does not know are misfits, as in results, where they
     *     would be found too late; else they are refused by value, as in arguments, before anything is executed
     */
    public Fit(Map<String, Definition> written, Map<String, Definition> read, Newer newer, boolean closed) {
        this.written = written;
        this.read = read;
        this.newer = newer;
        this.closed = closed;
    }

    /**
     * What does not fit; empty if all does. A type that contains itself, or that is met again, is judged once.
     *
     * @param path what is compared, such as {@code argument 1}
     */
    public List<Misfit> of(String path, Shape written, Shape read) {
        misfits.clear();
        notes.clear();
        seen.clear();
        depth = 0;
        compare(Path.at(path), written, read);
        for (Met next = met.poll(); next != null; next = met.poll()) {
            judge(next);
        }
        if (misfits.isEmpty() && notes.isEmpty()) {
            fitting.addAll(seen);
        }
        return List.copyOf(misfits);
    }

    /**
     * From now on the types of the last value, which had no misfits, are not judged again, nor are their notes said again: for
     * who says what is found once, with the first value that leads there.
     */
    public void saidOnce() {
        if (misfits.isEmpty()) {
            fitting.addAll(seen);
        }
    }

    /** Differences that do no harm, found last, such as fields that are skipped; each a sentence without its end. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Judges a value at a place. */
    void compare(Path path, Shape from, Shape to) {
        if (++depth > DEEPEST) {
            misfit(path, "more than " + DEEPEST + " levels", "fewer", "flatten the types");
        } else if (++steps > MOST_STEPS) {
            met.clear();
            if (misfits.isEmpty()) {
                misfit(path, "more types than can be compared", "fewer", "divide the contract");
            }
        } else {
            judge(path, from, to);
        }
        depth--;
    }

    private void judge(Path path, Shape from, Shape to) {
        if (to instanceof Nothing) {
            if (!(from instanceof Nothing)) {
                note(path, "the " + words().written(from) + " that is written is dropped");
            }
        } else if (to instanceof Maybe maybe) {
            compare(path, nonNull(from instanceof Maybe content ? content.content() : from), nonNull(maybe.content()));
        } else if (from instanceof Named named) {
            named(path, named, to);
        } else if (from instanceof Sequence several
                && to instanceof Sequence others
                && (!others.set() || several.set())) {
            compare(path.then("[]"), several.element(), others.element());
        } else if (from instanceof Mapping entries && to instanceof Mapping others) {
            key(path.then("{key}"), entries.key(), others.key());
            compare(path.then("{}"), entries.value(), others.value());
        } else if (!fits(from, to)) {
            misfit(path, from, to);
        }
    }

    private static boolean fits(Shape from, Shape to) {
        if (from instanceof Scalar scalar && to instanceof Scalar other) {
            // Where the reader's scalar is no primitive there is no difference: all others may be null.
            return ScalarWords.fits(scalar.type(), other.type())
                    && (!scalar.nullable() || other.nullable() || !isPrimitive(other.type()));
        }
        return from.equals(to) && (from instanceof Nothing || from instanceof Unknown);
    }

    /** Whether a scalar of this type that may not be null is told from one that may. */
    private static boolean isPrimitive(String type) {
        return switch (type) {
            case "bool", "int8", "int16", "int32", "int64", "float32", "float64", "char" -> true;
            default -> false;
        };
    }

    /** A null is what is empty; and no key is ever null. */
    private static Shape nonNull(Shape shape) {
        return shape instanceof Scalar scalar && scalar.nullable() ? new Scalar(scalar.type(), false) : shape;
    }

    private void key(Path path, Shape from, Shape to) {
        Constants known = constants(to, read);
        Constants sent = constants(from, written);
        if (known != null && sent != null) {
            new ConstantsFit(this, path.in(sent.name())).ofKeys(sent, known);
        } else if (to instanceof Scalar scalar && !scalar.type().equals(ScalarWords.TEXT) && !isKeyOf(from, scalar)) {
            misfit(path, from, to);
        } else {
            compare(path, nonNull(from), nonNull(to));
        }
    }

    /** As keys numbers are text, which none but whole numbers read from each other. */
    private static boolean isKeyOf(Shape from, Scalar to) {
        return from instanceof Scalar scalar
                && (scalar.type().equals(to.type()) || to.type().startsWith("int"))
                && ScalarWords.fits(scalar.type(), to.type());
    }

    private static @Nullable Constants constants(Shape shape, Map<String, Definition> definitions) {
        return shape instanceof Named named && definitions.get(named.name()) instanceof Constants constants
                ? constants
                : null;
    }

    private void named(Path path, Named from, Shape to) {
        Definition sent = written.get(from.name());
        if (sent instanceof Constants
                && to instanceof Scalar scalar
                && scalar.type().equals(ScalarWords.TEXT)) {
            return;
        }
        if (sent == null || !(to instanceof Named other) || read.get(other.name()) == null) {
            misfit(path, from, to);
            return;
        }
        definitions(path, sent, read.get(other.name()), false);
    }

    /** Judges what is written by one definition and read by another. */
    void definitions(Path path, Definition from, Definition to, boolean stranger) {
        Pair pair = new Pair(from.name(), to.name(), stranger);
        if (!fitting.contains(pair) && seen.add(pair)) {
            steps += size(from) + size(to);
            met.add(new Met(path, from, to, stranger));
        }
    }

    private static int size(Definition definition) {
        if (definition instanceof Fields fields) {
            return fields.fields().size();
        }
        if (definition instanceof Constants constants) {
            return constants.constants().size();
        }
        return definition instanceof Subtypes types ? types.subtypes().size() : 1;
    }

    private void judge(Met pair) {
        if (misfits.size() >= MOST_MISFITS) {
            return;
        }
        Path path = pair.path();
        Definition from = pair.written();
        Definition to = pair.read();
        Path in = path.in(from.name());
        if (from instanceof Fields fields && to instanceof Fields others) {
            new FieldsFit(this, newer, pair.stranger()).of(in, fields, others);
        } else if (from instanceof Constants constants && to instanceof Constants others) {
            new ConstantsFit(this, in).of(constants, others);
        } else if (from instanceof Subtypes types && to instanceof Subtypes others) {
            new SubtypesFit(this, written, read).of(in, types, others);
        } else if (!(from instanceof Custom custom
                && to instanceof Custom other
                && custom.form().equals(other.form()))) {
            misfit(path, new Named(from.name()), new Named(to.name()));
        }
    }

    boolean isClosed() {
        return closed;
    }

    ShapeWords words() {
        return new ShapeWords(written, read);
    }

    void note(Path path, String what) {
        if (notes.size() < MOST_NOTES) {
            notes.add(path + ": " + cut(what));
        }
    }

    void misfit(Path path, String sent, String expected, String fix) {
        if (misfits.size() < MOST_MISFITS) {
            misfits.add(new Misfit(path.toString(), cut(sent), cut(expected), fix));
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private void misfit(Path path, Shape from, Shape to) {
        ShapeWords words = words();
        misfit(path, words.written(from), words.read(to), words.fix(from, to));
    }
}
