package org.cdirpc.benchmarks.compare.cell;

import java.time.Duration;

/**
 * What was called in one cell.
 *
 * @param window calls that ended within the window
 * @param nanos the window's length
 * @param calls all calls, those included that ended after the window
 */
record Load(long window, long nanos, long calls) {

    /** How long calls that are under way at the window's end may take. */
    static final Duration LONGEST_CALL = Duration.ofSeconds(30);

    double perSecond() {
        return window * 1e9 / nanos;
    }
}
