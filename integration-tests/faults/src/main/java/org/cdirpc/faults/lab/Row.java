package org.cdirpc.faults.lab;

/** One row of the scorecard: a fault, done to real processes, and a judgement. */
public interface Row {

    /** The row's number in the scorecard, such as F1. */
    String id();

    /** The fault in a few words. */
    String title();

    /** The most that a run of this form may take before it is ended and counts as failed, in seconds. */
    long limitSeconds(Form form);

    /**
     * Runs it. Whatever it starts belongs to the lab, which ends it. Called once, by one thread, which is interrupted
     * when the time is over.
     *
     * @throws Exception if it could not be run to its end, which counts as failed
     */
    Outcome run(Lab lab) throws Exception;
}
