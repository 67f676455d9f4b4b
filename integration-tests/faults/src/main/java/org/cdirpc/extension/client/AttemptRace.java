package org.cdirpc.extension.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.Remote;
import org.cdirpc.RpcAttemptInterceptor;
import org.cdirpc.RpcInvocation;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.StaticDirectory;
import org.cdirpc.cluster.routing.Requirement;
import org.cdirpc.cluster.routing.Route;
import org.cdirpc.cluster.routing.Router;
import org.cdirpc.cluster.routing.RouterOptions;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.call.InterceptorChain;
import org.cdirpc.extension.call.WriterPool;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.faults.races.Scenarios;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.spi.VersionRange;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;

/**
 * An interceptor holds an attempt while it goes on with it, gives it up, the caller gives it up, its time is over, and the
 * instance answers: the call is told one thing, once, and never that nothing was sent of what was. Its pick is given back
 * once: a second time throws.
 */
@Scenarios({
    "> proceed | cancel",
    "> proceed | timePasses",
    "> proceed | giveUp",
    "> cancel | timePasses",
    "proceed > answer | cancel",
    "proceed > answer | timePasses",
    "> proceed; answer | giveUp | cancel"
})
public final class AttemptRace {

    /** What is called. */
    @Remote(name = "race")
    public interface Work {
        /** Nothing in particular. */
        void work();
    }

    private static final ContractCodec CODEC = ContractCodec.of(
            Contract.read(Work.class).contract().orElseThrow(), new CborMapping(CborLimits.DEFAULT), 1 << 20);
    private static final ServiceKey SERVICE = new ServiceKey("race", "");
    private static final VersionRange ANY = VersionRange.parse("1");

    private final List<Answer> told = new ArrayList<>();
    private final ConcurrentLinkedQueue<CallListener> sent = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Runnable> timer = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sendings = new AtomicInteger();
    private final CompletableFuture<@Nullable Object> outcome = new CompletableFuture<>();
    private final Call call;
    private @Nullable RpcInvocation held;

    public AttemptRace() {
        Router router = new Router(StaticDirectory.parse("a:1"), RouterOptions.defaults());
        Route<Peers.Destination> route =
                router.route(new Requirement(SERVICE, ANY, "round-robin"), AttemptRace::unreached);
        AttemptStep attempts = new AttemptStep(
                Work.class,
                (which, destination, now, listener) -> {
                    sendings.incrementAndGet();
                    sent.add(listener);
                },
                InterceptorChain.of(List.of((RpcAttemptInterceptor) this::hold), Work.class),
                new Results(CborLimits.DEFAULT, new Failures(CborLimits.DEFAULT)),
                Runnable::run,
                (nanos, task) -> {
                    timer.add(task);
                    return () -> timer.remove(task);
                },
                () -> false);
        RouteStep step = new RouteStep(
                route, new ServiceBinding(CODEC, SERVICE, ANY, ClientOptions.BIND_LIMITS), attempts, System::nanoTime);
        long now = System.nanoTime();
        long deadline = now + TimeUnit.HOURS.toNanos(1);
        call = new Call(
                CODEC.methods().get(0),
                new Object[0],
                now,
                deadline,
                Map.of(),
                new CallerContext("race", "work", deadline, Map.of()),
                new WriterPool(1 << 10));
        step.run(call, this::tell);
    }

    /** Its peer is never asked for: sending is what the race does. */
    @SuppressWarnings("NullAway")
    private static Peers.Destination unreached(Instance instance) {
        return new Peers.Destination(instance, null);
    }

    private CompletionStage<@Nullable Object> hold(RpcInvocation invocation) {
        held = invocation;
        return outcome;
    }

    private void tell(Answer answer) {
        synchronized (told) {
            told.add(answer);
        }
    }

    @Operation(runOnce = true)
    public void proceed() {
        Objects.requireNonNull(held).proceed().whenComplete((value, thrown) -> {
            if (thrown == null) {
                outcome.complete(value);
            } else {
                outcome.completeExceptionally(thrown);
            }
        });
    }

    @Operation(runOnce = true)
    public void giveUp() {
        outcome.completeExceptionally(new IllegalStateException("no token in time"));
    }

    @Operation(runOnce = true)
    public void cancel() {
        call.cancel(FailureCode.CANCELLED);
    }

    @Operation(runOnce = true)
    public void timePasses() {
        Runnable task = timer.poll();
        if (task != null) {
            task.run();
        }
    }

    @Operation
    public void answer() {
        CallListener listener = sent.poll();
        if (listener != null) {
            listener.answered(Answer.local(null));
        }
    }

    /** It was told once, and truly. */
    @Validate
    public void toldOnce() {
        judge();
    }

    private void judge() {
        answer();
        timePasses();
        giveUp();
        check(told.size() == 1, "told " + told);
        Answer answer = told.get(0);
        check(sendings.get() <= 1, "sent " + sendings.get() + " times");
        check(
                sendings.get() == 0 || answer.ok() || answer.progress() != Progress.NOT_SENT,
                "sent, and told to be NOT_SENT");
        check(timer.isEmpty(), "its deadline is still kept");
    }

    private static void check(boolean right, String wrong) {
        if (!right) {
            throw new IllegalStateException(wrong);
        }
    }
}
