package org.cdirpc.extension.client;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What the calls of a node share for being repeated.
 *
 * @param budget how many repetitions there may be
 * @param failures words failures
 * @param attempts runs further attempts: never the I/O thread that brought the failure, nor behind user code
 * @param timer for the time between two attempts
 * @param backoff how long that is
 * @param nanoTime on the scale of the calls' deadlines
 */
record Retrying(
        RetryBudget budget,
        Failures failures,
        Executor attempts,
        CallTimer timer,
        Backoff backoff,
        LongSupplier nanoTime) {}
