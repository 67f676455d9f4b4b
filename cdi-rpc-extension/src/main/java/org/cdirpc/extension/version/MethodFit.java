package org.cdirpc.extension.version;

import static org.cdirpc.extension.version.VersionMessages.TEXT;

import java.util.ArrayList;
import java.util.List;
import org.cdirpc.transport.shape.Misfit;
import org.cdirpc.transport.shape.Shape;

/** Compares a method of the consumer with the one of the provider that it is; made for that. */
final class MethodFit {

    /** Of each method; who mends these sees the others. */
    private static final int MOST_MISFITS = 5;

    private final Sides sides;
    private final MethodDescriptor needed;
    private final MethodDescriptor offered;
    private final String name;
    private final List<String> misfits = new ArrayList<>();

    MethodFit(Sides sides, MethodDescriptor needed, MethodDescriptor offered) {
        this.sides = sides;
        this.needed = needed;
        this.offered = offered;
        this.name = needed.toString();
    }

    /** All that does not fit in one sentence, empty if nothing; takes down what differs and fits. */
    String judge(List<String> notes) {
        for (int i = 0; i < needed.parameters().size(); i++) {
            add(sides.argument(i, needed, offered), sides.consumer(), sides.provider());
        }
        judgeResult(notes);
        judgeExceptions(notes);
        judgeIdempotency(notes);
        if (needed.oneWay() && !offered.oneWay()) {
            notes.add(TEXT.oneWayConsumer(name, sides.consumer(), sides.provider()));
        } else if (!needed.oneWay() && offered.oneWay()) {
            notes.add(TEXT.oneWayProvider(name, sides.provider(), sides.consumer()));
        }
        return sentence();
    }

    private void add(List<Misfit> found, String writer, String reader) {
        for (Misfit misfit : found) {
            misfits.add(
                    TEXT.misfit(name, misfit.path(), writer, misfit.written(), reader, misfit.read(), misfit.fix()));
        }
    }

    private void judgeResult(List<String> notes) {
        boolean reads = !(needed.result() instanceof Shape.Nothing);
        boolean writes = !(offered.result() instanceof Shape.Nothing);
        if (reads && !writes) {
            misfits.add(TEXT.noResult(name, sides.provider(), sides.consumer(), ShapeWord.of(needed.result())));
        } else if (reads) {
            add(sides.result(needed, offered), sides.provider(), sides.consumer());
        } else if (writes && !needed.oneWay()) {
            notes.add(TEXT.resultUnused(name, sides.provider(), ShapeWord.of(offered.result()), sides.consumer()));
        }
    }

    /** What a one-way caller's method throws travels to nobody. */
    private void judgeExceptions(List<String> notes) {
        if (needed.oneWay()) {
            return;
        }
        for (String exception : offered.exceptions().keySet()) {
            if (!needed.exceptions().containsKey(exception)) {
                notes.add(TEXT.newException(name, sides.provider(), exception, sides.consumer()));
            }
        }
        for (String exception : needed.exceptions().keySet()) {
            if (!offered.exceptions().containsKey(exception)) {
                notes.add(TEXT.noException(name, sides.consumer(), exception, sides.provider()));
            }
        }
    }

    /** One-way calls are never repeated once they may have run. */
    private void judgeIdempotency(List<String> notes) {
        if (needed.oneWay()) {
            return;
        }
        if (needed.idempotent() && !offered.idempotent()) {
            misfits.add(TEXT.notIdempotent(name, sides.consumer(), sides.provider()));
        } else if (!needed.idempotent() && offered.idempotent()) {
            notes.add(TEXT.idempotentAtProvider(name, sides.consumer(), sides.provider()));
        }
    }

    private String sentence() {
        if (misfits.size() <= MOST_MISFITS) {
            return String.join("; ", misfits);
        }
        return String.join("; ", misfits.subList(0, MOST_MISFITS)) + "; and " + (misfits.size() - MOST_MISFITS)
                + " more";
    }
}
