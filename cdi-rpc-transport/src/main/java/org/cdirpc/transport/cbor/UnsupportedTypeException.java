package org.cdirpc.transport.cbor;

import java.util.List;
import java.util.stream.Collectors;

/** A codec was asked for a type that cannot travel. The message lists every problem. */
public final class UnsupportedTypeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<TypeProblem> problems;

    UnsupportedTypeException(String type, List<TypeProblem> problems) {
        super("CDIRPC110301: " + type + " cannot travel (expected: data only): "
                + problems.stream().map(TypeProblem::toString).collect(Collectors.joining(" | ")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong; at least one. */
    public List<TypeProblem> problems() {
        return problems;
    }
}
