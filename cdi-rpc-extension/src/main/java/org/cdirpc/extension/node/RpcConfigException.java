package org.cdirpc.extension.node;

import java.util.List;

/** The configuration is wrong. All that was found is reported together. */
public final class RpcConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /** A failure with every problem's full message. */
    public RpcConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** The messages, each with its id, the key, the value, where it came from, and what was expected. */
    public List<String> problems() {
        return problems;
    }
}
