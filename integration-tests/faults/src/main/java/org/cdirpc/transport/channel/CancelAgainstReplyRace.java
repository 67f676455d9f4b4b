package org.cdirpc.transport.channel;

import org.cdirpc.faults.races.Scenarios;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Calls are sent, given up, answered, run out of time, are refused by a GOAWAY and lose their channel: each ends exactly
 * once, none that ran is said not to have run, and none is answered that did not.
 */
@Param(name = "call", gen = IntGen.class, conf = "0:3")
@Scenarios({
    "send; run > cancel 0 | reply",
    "send > cancel 0 | run; reply",
    "send; run > timePasses | cancel 0",
    "send; run > timePasses | reply",
    "send; run > lost | cancel 0",
    "send; send; run > cancel 1 | goAway",
    "> send | lost",
    "> send | goAway; run"
})
public final class CancelAgainstReplyRace {

    private final RacingPeer racing = RacingPeer.connected();

    @Operation
    public void send() {
        racing.send(false);
    }

    @Operation
    public void cancel(@Param(name = "call") int call) {
        racing.cancel(call);
    }

    @Operation(nonParallelGroup = "io")
    public void reply() {
        racing.reply();
    }

    @Operation(nonParallelGroup = "io")
    public void run() {
        racing.link.runTasks();
    }

    @Operation(nonParallelGroup = "io", runOnce = true)
    public void goAway() {
        racing.goAway();
    }

    @Operation(nonParallelGroup = "io", runOnce = true)
    public void lost() {
        racing.lost();
    }

    @Operation(nonParallelGroup = "timer", runOnce = true)
    public void timePasses() {
        racing.timePasses();
    }

    /** Everything has ended, and was told truly. */
    @Validate
    public void ended() {
        racing.judge();
    }
}
