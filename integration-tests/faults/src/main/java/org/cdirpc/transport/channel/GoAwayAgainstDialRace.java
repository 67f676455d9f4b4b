package org.cdirpc.transport.channel;

import org.cdirpc.faults.races.Scenarios;
import org.cdirpc.transport.frame.GoAway;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Calls wait for a dial, are given up and run out of time; as the channel opens and what waited is sent, the caller of a
 * call that was sent reads a GOAWAY. Later calls are refused at once: none waits for a channel that takes none.
 */
@Scenarios({
    "> open | await",
    "> cancel | timePasses",
    "> cancel | open",
    "> timePasses | open",
    "> send | open",
    "> send | await | open; run",
    "open > send | await"
})
public final class GoAwayAgainstDialRace {

    private final RacingPeer racing = RacingPeer.dialling();

    public GoAwayAgainstDialRace() {
        racing.send(false);
        racing.arrivesGoAway(GoAway.EVERY_ID);
    }

    @Operation
    public void send() {
        racing.send(false);
    }

    @Operation(nonParallelGroup = "io", runOnce = true)
    public void open() {
        racing.open();
    }

    @Operation(nonParallelGroup = "caller")
    public void await() {
        racing.await(0);
    }

    @Operation(runOnce = true)
    public void cancel() {
        racing.cancel(0);
    }

    @Operation(nonParallelGroup = "timer", runOnce = true)
    public void timePasses() {
        racing.timePasses();
    }

    @Operation(nonParallelGroup = "io")
    public void run() {
        racing.link.runTasks();
    }

    /** Everything has ended, and was told truly. */
    @Validate
    public void ended() {
        racing.open();
        racing.judge();
    }
}
