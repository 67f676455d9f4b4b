package org.cdirpc.transport.channel;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.cdirpc.faults.races.Scenarios;
import org.cdirpc.transport.channel.RacingProvider.Told;
import org.cdirpc.transport.frame.Wire;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A node that serves stops while calls arrive, workers take its channel over and are held up, and callers give up: each
 * call is either refused, and then it does not run, or it runs once, is waited for, and is answered once.
 */
@Scenarios({
    "> call; run | endTaking",
    "call > run | endTaking; isQuiet",
    "call > work; finish | endTaking; isQuiet",
    "call > run | work | endTaking; isQuiet",
    "call > cancel; run | work; finish",
    "call; work > finish | look | cancel; run"
})
public final class ProviderDrainRace {

    private final AtomicIntegerArray begun = new AtomicIntegerArray(64);
    private final ConcurrentLinkedQueue<IncomingCall> running = new ConcurrentLinkedQueue<>();
    private final RacingProvider provider = new RacingProvider(peer -> new Handler(), true);
    private volatile boolean quiet;
    private volatile boolean afterQuiet;
    private volatile boolean cancelled;

    @Operation(nonParallelGroup = "io")
    public void call() {
        provider.call(0, new byte[1]);
    }

    @Operation(nonParallelGroup = "io")
    public void callOneWay() {
        provider.call(Wire.NO_REPLY, new byte[1]);
    }

    @Operation(nonParallelGroup = "io", runOnce = true)
    public void cancel() {
        cancelled = true;
        provider.cancel(0);
    }

    @Operation(nonParallelGroup = "io")
    public void run() {
        provider.run();
    }

    @Operation
    public void work() {
        provider.work();
    }

    @Operation
    public void finish() {
        IncomingCall call = running.poll();
        if (call != null) {
            finish(call);
        }
    }

    @Operation(nonParallelGroup = "timer")
    public void look() {
        provider.look();
    }

    @Operation(nonParallelGroup = "stop", runOnce = true)
    public void endTaking() {
        provider.endTaking();
    }

    @Operation(nonParallelGroup = "stop")
    public void isQuiet() {
        quiet |= provider.quiet();
    }

    private static void finish(IncomingCall call) {
        if (call.oneWay()) {
            call.ended();
        } else {
            call.reply(new byte[0], new byte[1], 0, 1);
        }
    }

    private final class Handler implements ChannelHandler {
        @Override
        public byte[] bind(byte[] body) {
            return body;
        }

        @Override
        public void call(IncomingCall call) {
            begun.incrementAndGet(call.id());
            afterQuiet |= quiet;
            running.add(call);
        }

        @Override
        public boolean wantsWorker(IncomingCall call) {
            return true;
        }

        @Override
        public void callOnWorker(IncomingCall call) {
            begun.incrementAndGet(call.id());
            afterQuiet |= quiet;
            if (call.id() % 2 == 0) {
                // It waits for something.
                Pump.stepAside();
            }
            finish(call);
        }

        @Override
        public void closed() {}
    }

    /** Everything has ended: nothing ran twice, was refused and ran, or was forgotten. */
    @Validate
    public void ended() {
        judge();
    }

    private void judge() {
        boolean more = true;
        while (more) {
            more = provider.run() | provider.work();
            for (IncomingCall call = running.poll(); call != null; call = running.poll()) {
                more = true;
                finish(call);
            }
        }
        check(!afterQuiet, "a call began after the drain had seen that there is none");
        check(provider.running() == 0, provider.running() + " calls are counted behind the end");
        check(provider.held() == 0, provider.held() + " bytes are held behind the end");
        Integer last = provider.lastTaken();
        for (int id : provider.ids()) {
            check(begun.get(id) <= 1, "call " + id + " ran " + begun.get(id) + " times");
            List<Told> told = provider.answers();
            told.removeIf(answer -> answer.id() != id);
            check(told.size() <= 1, "call " + id + " was told " + told);
            boolean refused = !told.isEmpty() && !told.get(0).reply();
            check(!refused || begun.get(id) == 0, "call " + id + " was refused and ran");
            check(
                    !refused || (last != null && id > last),
                    "call " + id + " was refused, and the last taken is " + last);
            check(
                    begun.get(id) == 0 || last == null || id <= last,
                    "call " + id + " ran, and the last taken is " + last);
            check(
                    begun.get(id) == 1 || refused || cancelled || (last != null && id > last),
                    "call " + id + " neither ran nor was refused");
        }
    }

    private static void check(boolean right, String wrong) {
        if (!right) {
            throw new IllegalStateException(wrong);
        }
    }
}
