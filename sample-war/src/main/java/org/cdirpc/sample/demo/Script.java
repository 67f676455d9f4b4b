package org.cdirpc.sample.demo;

import java.io.IOException;

/** What is done to the cluster while orders are placed. */
interface Script {

    /** Plays it to its end, or until the cue says so. */
    void play() throws Cue.Ended, IOException, InterruptedException;
}
