package org.cdirpc.benchmarks.compare.bench;

/** A system could not be started or measured; the message says why. */
final class BenchException extends Exception {

    private static final long serialVersionUID = 1L;

    BenchException(String message) {
        super(message);
    }
}
