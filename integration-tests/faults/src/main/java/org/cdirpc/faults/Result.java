package org.cdirpc.faults;

import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Row;

/**
 * A row that was run.
 *
 * @param row which
 * @param outcome what it showed
 * @param seconds how long it took
 */
record Result(Row row, Outcome outcome, double seconds) {}
