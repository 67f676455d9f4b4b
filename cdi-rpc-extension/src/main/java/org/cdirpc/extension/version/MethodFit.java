package org.cdirpc.extension.version;

import static org.cdirpc.extension.version.VersionMessages.TEXT;

import java.util.ArrayList;
import java.util.List;
import org.cdirpc.transport.shape.Misfit;
import org.cdirpc.transport.shape.Shape;

/** Compares a method of the consumer with the one of the provider that it is; made for that. */
final class MethodFit {

    /** In one sentence; who mends these sees the others. */
    private static final int MOST_MISFITS = 5;

    private final Sides sides;
    private final MethodDescriptor needed;
    private final MethodDescriptor offered;
    private final String name;
    private final List<String> misfits = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    MethodFit(Sides sides, MethodDescriptor needed, MethodDescriptor offered) {
        this.sides = sides;
        this.needed = needed;
        this.offered = offered;
        this.name = needed.toString();
        judgeArguments();
        // What a one-way caller's method returns or throws travels to nobody, and its calls are never repeated.
        if (!needed.oneWay()) {
            answer(TEXT.result(), offered.result(), needed.result());
            judgeExceptions();
            judgeIdempotency();
        }
        judgeOneWay();
    }

    /** All that does not fit in one sentence; empty if everything fits. */
    String misfit() {
        String first = String.join("; ", misfits.subList(0, Math.min(misfits.size(), MOST_MISFITS)));
        return misfits.isEmpty() ? "" : name + ": " + first + more();
    }

    private String more() {
        return misfits.size() <= MOST_MISFITS ? "" : "; " + TEXT.more(misfits.size() - MOST_MISFITS);
    }

    /** What differs and does no harm, a sentence each. */
    List<String> notes() {
        return notes.stream().map(note -> name + ": " + note).toList();
    }

    private void judgeArguments() {
        for (int i = 0; i < needed.parameters().size(); i++) {
            Direction.Verdict verdict = sides.arguments()
                    .verdict(needed.parameters().get(i), offered.parameters().get(i));
            add(TEXT.argument(i + 1), verdict, sides.consumer(), sides.provider());
        }
        List<String> moved = needed.movedIn(offered);
        if (!moved.isEmpty()) {
            misfits.add(TEXT.moved(
                    moved.size() == 1 ? TEXT.oneMoved(moved.get(0)) : TEXT.someMoved(enumerated(moved)),
                    sides.consumer(),
                    String.join(", ", needed.names()),
                    sides.provider(),
                    String.join(", ", offered.names())));
        }
    }

    /** Such as {@code a, b and c}. */
    private static String enumerated(List<String> several) {
        int last = several.size() - 1;
        return String.join(", ", several.subList(0, last)) + " and " + several.get(last);
    }

    private void answer(String place, Shape written, Shape read) {
        add(place, sides.answers().verdict(written, read), sides.provider(), sides.consumer());
    }

    private void add(String place, Direction.Verdict verdict, String writer, String reader) {
        for (Misfit misfit : verdict.misfits()) {
            String path = misfit.path().isEmpty() ? place : place + ", " + misfit.path();
            misfits.add(TEXT.misfit(path, writer, misfit.written(), reader, misfit.read(), misfit.fix()));
        }
        for (String note : verdict.notes()) {
            notes.add(TEXT.note(place + (note.startsWith(":") ? note : ", " + note), writer, reader));
        }
    }

    private void judgeExceptions() {
        offered.exceptions().forEach((exception, type) -> {
            String known = needed.exceptions().get(exception);
            if (known == null) {
                notes.add(TEXT.newException(sides.provider(), exception, sides.consumer()));
            } else {
                answer(TEXT.exception(exception), new Shape.Named(type), new Shape.Named(known));
            }
        });
        for (String exception : needed.exceptions().keySet()) {
            if (!offered.exceptions().containsKey(exception)) {
                notes.add(TEXT.noException(sides.consumer(), exception, sides.provider()));
            }
        }
    }

    private void judgeIdempotency() {
        if (needed.idempotent() && !offered.idempotent()) {
            misfits.add(TEXT.notIdempotent(sides.consumer(), sides.provider()));
        } else if (!needed.idempotent() && offered.idempotent()) {
            notes.add(TEXT.idempotentAtProvider(sides.consumer(), sides.provider()));
        }
    }

    /** Whether a call is one-way is said by the call itself: the provider runs it all the same, and answers or does not. */
    private void judgeOneWay() {
        if (needed.oneWay() && !offered.oneWay()) {
            notes.add(TEXT.oneWayConsumer(sides.consumer(), sides.provider()));
        } else if (!needed.oneWay() && offered.oneWay()) {
            notes.add(TEXT.oneWayProvider(sides.provider(), sides.consumer()));
        }
    }
}
