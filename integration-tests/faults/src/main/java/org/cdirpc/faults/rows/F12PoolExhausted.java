package org.cdirpc.faults.rows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.judge.Account;
import org.cdirpc.faults.judge.Latencies;
import org.cdirpc.faults.judge.Stalls;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.lab.Row;
import org.cdirpc.faults.node.LoadSpec;

/**
 * All threads of a provider are busy and its queue is full, for half a second at a time, while 25 times as many calls
 * come as it can run. Pings that run on the I/O thread show whether anything makes that wait.
 */
final class F12PoolExhausted implements Row {

    private static final int BEAN_MILLIS = 500;
    private static final double BAR_MILLIS = 10;
    private static final int RATE = 400;
    private static final int PINGS = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Map<String, String> CONFIG = Map.of("cdirpc.server.threads", "8", "cdirpc.server.queue", "16");

    @Override
    public String id() {
        return "F12";
    }

    @Override
    public String title() {
        return "pool exhausted";
    }

    @Override
    public long limitSeconds(Form form) {
        return form.of(60L, 90L, 180L);
    }

    @Override
    public Outcome run(Lab lab) throws Exception {
        int port = lab.ports().next();
        Provider provider = lab.standalone("provider", port, CONFIG);
        provider.awaitReady();
        // A caller that comes back when it was asked to would be timed with its pause.
        Load load = lab.loadOn("consumer", Map.of("cdirpc.failure-mode", "failfast"), port);
        load.awaitReady();
        // What this machine does to pings when nothing else is asked of it: to read the other figures by.
        List<Told> quiet =
                load.run(LoadSpec.of("quiet", 0, 0, TIMEOUT).pinging(PINGS).atMost(100), Duration.ofSeconds(3));
        // Refusals are warm as well: the first few hundred of anything are slow in a new process.
        List<Told> all = new ArrayList<>(
                load.run(spec("warm"), Duration.ofSeconds(lab.form().of(2, 4, 5))));
        Duration length = Duration.ofSeconds(lab.form().of(4, 10, 60));
        lab.say("8 threads and a queue of 16, beans of 500 ms, " + RATE + " calls/s for " + length.toSeconds() + " s");
        List<Told> told = load.run(spec("exhausted"), length);
        all.addAll(told);

        Account account = lab.account(all);
        Latencies refusals = Latencies.of(told, F12PoolExhausted::refused);
        Latencies pings = Latencies.of(told, call -> call.kind() == 'P');
        List<Stalls> stalls = List.of(load.stalls(), provider.stalls());
        long pingsOk =
                told.stream().filter(call -> call.kind() == 'P' && call.ok()).count();
        long otherFailures = told.stream()
                .filter(call -> call.kind() != 'P' && !call.ok() && !refused(call))
                .count();
        Outcome.Judging judging = new Outcome.Judging();
        long warm = quiet.stream().mapToLong(Told::begin).min().orElse(0) + Times.seconds(2);
        double alone = Latencies.of(quiet, call -> call.begin() - warm > 0).millis(99);
        if (alone > BAR_MILLIS) {
            judging.remark("this machine alone takes pings' p99 to " + Math.round(alone)
                    + " ms: run the row where less else is done");
        }
        return judging.account(account)
                .atLeast("refused", refusals.count(), length.toSeconds() * RATE / 2)
                .figure("refusals' p50 ms", refusals.millis(50))
                .atMost("refusals' p99 ms", refusals.millis(99), lab.form().bar(BAR_MILLIS, BEAN_MILLIS / 2.0))
                .figure(
                        "refusals' p99 ms where nothing stalled",
                        outsideOfStalls(told, stalls).millis(99))
                .figure("refusals' max ms", refusals.max())
                .atMost("failed otherwise than REJECTED/NOT_STARTED", otherFailures, 0)
                .figure("pings' p99 ms before, in a quiet process", alone)
                .figure("pings ok", pingsOk)
                .figure("pings refused", pings.count() - pingsOk)
                .atMost(
                        "pings' p99 ms, answered or refused",
                        pings.millis(99),
                        lab.form().bar(BAR_MILLIS, BEAN_MILLIS / 2.0))
                .atMost("pings' max ms", pings.max(), lab.form().bar(BEAN_MILLIS / 2.0, BEAN_MILLIS))
                .figure("stall of the consumer ms", Times.worstStall(load.stalls(), told))
                .outcome();
    }

    /** What this machine did beside it is not in these. */
    private static Latencies outsideOfStalls(List<Told> told, List<Stalls> stalls) {
        return Latencies.of(
                told,
                call -> refused(call) && stalls.stream().allMatch(each -> each.worst(call.begin(), call.end()) == 0));
    }

    private static LoadSpec spec(String name) {
        return LoadSpec.of(name, RATE, BEAN_MILLIS, TIMEOUT).pinging(PINGS);
    }

    private static boolean refused(Told call) {
        return call.kind() != 'P' && call.word().equals("REJECTED/NOT_STARTED");
    }
}
