package org.cdirpc.extension.node;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node could not start; nothing of it runs. All that was found wrong is reported together. */
public final class RpcStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /** A failure with every problem's full message. */
    public RpcStartException(List<String> problems, @Nullable Throwable cause) {
        super(String.join(System.lineSeparator(), problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** The messages, each with its id, the value, what was expected and the fix. */
    public List<String> problems() {
        return problems;
    }
}
