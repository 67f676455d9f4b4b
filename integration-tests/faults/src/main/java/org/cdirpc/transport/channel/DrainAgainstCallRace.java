package org.cdirpc.transport.channel;

import org.cdirpc.faults.races.Scenarios;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A node that calls stops, or the one that it calls does, while calls are sent: each is either refused, and then it is
 * not on the wire to be run, or it is counted and waited for, and gets its answer.
 */
@Scenarios({
    "> send | leave",
    "> sendOneWay | leave",
    "> send | goAway; run",
    "send; run > leave | reply",
    "> sendOneWay | goAway; run",
    "send > leave | run; reply"
})
public final class DrainAgainstCallRace {

    private final RacingPeer racing = RacingPeer.connected();

    @Operation
    public void send() {
        racing.send(false);
    }

    @Operation
    public void sendOneWay() {
        racing.send(true);
    }

    @Operation(runOnce = true)
    public void leave() {
        racing.peer.leave("stopping");
    }

    @Operation(nonParallelGroup = "io", runOnce = true)
    public void goAway() {
        racing.goAway();
    }

    @Operation(nonParallelGroup = "io")
    public void reply() {
        racing.reply();
    }

    @Operation(nonParallelGroup = "io")
    public void run() {
        racing.link.runTasks();
    }

    /** Everything has ended, and was told truly. */
    @Validate
    public void ended() {
        racing.judge();
    }
}
