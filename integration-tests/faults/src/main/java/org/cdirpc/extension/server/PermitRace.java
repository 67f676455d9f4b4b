package org.cdirpc.extension.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.Remote;
import org.cdirpc.extension.call.BindRequest;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.faults.races.Scenarios;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.cbor.CborWriter;
import org.cdirpc.transport.channel.RacingProvider;
import org.cdirpc.transport.channel.RacingProvider.Told;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Calls on two channels take permits of a provider, places in its pool and room under a limit, and end in every way: with their result,
 * as their caller gives up or their time is over, refused, with their channel. Never do more run than may, and in the end
 * everything was given back, once.
 */
@Scenarios({
    "call > call | callElsewhere",
    "call; call > runWorker | runWorker",
    "call; runWorker > complete | cancel",
    "call; runWorker > complete | timePasses",
    "call; runWorker > complete | lost",
    "call; call; call > runWorker | runWorker | cancel",
    "call; runWorker; call > complete | runWorker"
})
public final class PermitRace {

    /** What is called. */
    @Remote(name = "race")
    public interface Work {
        /** Completes when it is told to. */
        CompletionStage<String> work();
    }

    private static final int LIMIT = 2;
    private static final AdmissionSettings SETTINGS = new AdmissionSettings(1, 3, true);
    private static final Map<String, ServiceLimits> LIMITS =
            Map.of("race", new ServiceLimits(new CallLimit(LIMIT, 0), Map.of(), null));
    private static final ContractCodec CODEC = ContractCodec.of(
            Contract.read(Work.class).contract().orElseThrow(), new CborMapping(CborLimits.DEFAULT), 1 << 20);
    private static final byte[] BIND = BindRequest.of(0, CODEC, "", "1", false).encode();
    private static final byte[] NO_ARGUMENTS = noArguments();

    private final ConcurrentLinkedQueue<Stage> running = new ConcurrentLinkedQueue<>();
    private final AtomicInteger present = new AtomicInteger();
    private final RacingProvider provider;
    /** Another channel, whose I/O thread is another one. */
    private final RacingProvider other;

    private final CallServer server;
    private final AtomicInteger most = new AtomicInteger();
    private volatile boolean lost;

    public PermitRace() {
        Export export = new Export(CODEC, "a bean", call -> call.on((Work) this::work));
        server = new CallServer(
                new Exports("node", List.of(export), LIMITS, null),
                SETTINGS,
                task -> later(task),
                Runnable::run,
                CborLimits.DEFAULT);
        provider = new RacingProvider(server, false);
        other = new RacingProvider(server, false);
        provider.bind(BIND);
        other.bind(BIND);
    }

    private static byte[] noArguments() {
        CborWriter arguments = CODEC.methods().get(0).encodeArguments(new Object[0]);
        return java.util.Arrays.copyOf(arguments.buffer(), arguments.size());
    }

    private void later(Runnable task) {
        provider.later(task);
    }

    private CompletionStage<String> work() {
        most.accumulateAndGet(present.incrementAndGet(), Math::max);
        Stage stage = new Stage();
        running.add(stage);
        return stage;
    }

    /** Runs until it is completed or cancelled; it does not count from just before that, as its place is free just after. */
    private final class Stage extends CompletableFuture<String> {

        private final AtomicBoolean over = new AtomicBoolean();

        private void end() {
            if (over.compareAndSet(false, true)) {
                present.decrementAndGet();
            }
        }

        boolean done() {
            end();
            return complete("done");
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            end();
            return super.cancel(mayInterrupt);
        }
    }

    @Operation(nonParallelGroup = "io")
    public void call() {
        provider.call(0, NO_ARGUMENTS);
    }

    @Operation(nonParallelGroup = "other io")
    public void callElsewhere() {
        other.call(0, NO_ARGUMENTS);
    }

    @Operation(nonParallelGroup = "io")
    public void cancel() {
        provider.cancel(0);
    }

    @Operation(nonParallelGroup = "io", runOnce = true)
    public void lost() {
        lost = true;
        provider.lost();
    }

    @Operation(nonParallelGroup = "timer", runOnce = true)
    public void timePasses() {
        provider.timePasses();
    }

    @Operation
    public void runWorker() {
        provider.work();
    }

    @Operation
    public void complete() {
        Stage stage = running.poll();
        if (stage != null) {
            stage.done();
        }
    }

    /** All is given back, and what there is can be taken again. */
    @Validate
    public void givenBack() {
        judge();
    }

    private void judge() {
        settle();
        check(most.get() <= LIMIT, most + " calls ran at a time under a limit of " + LIMIT);
        nothingHeld("after the calls");
        if (!lost) {
            // As many as there may be, all at once: no permit and no room is lost, and none came out of nothing.
            int before = replies();
            for (int i = 0; i < LIMIT + 1; i++) {
                provider.call(0, NO_ARGUMENTS);
            }
            settle();
            check(
                    replies() - before == LIMIT,
                    (replies() - before) + " calls got in under a limit of " + LIMIT + ": " + provider.answers());
            nothingHeld("after the last calls");
        }
        toldOnce(provider);
        toldOnce(other);
    }

    private static void toldOnce(RacingProvider channel) {
        for (int id : channel.ids()) {
            long told = channel.answers().stream()
                    .filter(answer -> answer.id() == id)
                    .count();
            check(told <= 1, "call " + id + " was answered " + told + " times");
        }
    }

    private int replies() {
        return (int) provider.answers().stream().filter(Told::reply).count();
    }

    private void settle() {
        boolean more = true;
        while (more) {
            more = provider.run() | other.run() | provider.work();
            if (!more) {
                Stage stage = running.poll();
                more = stage != null;
                if (stage != null) {
                    stage.done();
                }
            }
        }
    }

    private void nothingHeld(String when) {
        check(server.callsInProgress() == 0, server.callsInProgress() + " permits are held " + when);
        check(server.callsInPool() == 0, server.callsInPool() + " places in the pool are held " + when);
        nothingOn(provider, when);
        nothingOn(other, when);
    }

    private static void nothingOn(RacingProvider channel, String when) {
        check(channel.running() == 0, channel.running() + " calls are on a channel " + when);
        check(channel.held() == 0, channel.held() + " bytes are held " + when);
    }

    private static void check(boolean right, String wrong) {
        if (!right) {
            throw new IllegalStateException(wrong);
        }
    }
}
