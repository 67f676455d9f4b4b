package org.cdirpc.benchmarks.compare;

import java.util.concurrent.CompletionStage;

/**
 * The workload as one system's application writes it. Thread-safe: all methods are called by many threads at once. A call
 * that fails throws, or completes its stage with the failure: it ends the run, for a figure with failures in it is void.
 */
public interface Client extends AutoCloseable {

    /** The smallest call: a short text there, the same text back. Returns what came back. */
    String ping(String text) throws Exception;

    /**
     * An order of ten lines, made anew for each call in the system's own types, and its receipt.
     *
     * @param number the order's number
     * @return the total that the receipt states, in cents; {@link Orders#totalOf} says what it must be
     */
    long place(long number) throws Exception;

    /** Bytes there and back. */
    byte[] blob(byte[] bytes) throws Exception;

    /** Whether the system has asynchronous calls; if not, the two below are not called. */
    boolean asynchronous();

    /** As {@link #ping}, without waiting. */
    CompletionStage<String> pingAsync(String text) throws Exception;

    /** As {@link #place}, without waiting. */
    CompletionStage<Long> placeAsync(long number) throws Exception;
}
