package org.cdirpc.faults.rows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.lab.Row;
import org.cdirpc.faults.node.LoadSpec;

/**
 * One of three providers is stopped (SIGSTOP) under load: its connections stay open, and its kernel goes on to take what
 * is sent to it. Where a call went is what its caller was told of its peer.
 */
final class F5Freeze implements Row {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int RATE = 100;
    private static final int BEAN_MILLIS = 20;
    private static final List<String> BALANCERS = List.of("p2c", "round-robin");
    private static final int TIMEOUTS = 5;
    private static final double CUT_OFF_SECONDS = 4;
    private static final Map<String, String> CONFIG = Map.of("cdirpc.server.threads", "32");

    @Override
    public String id() {
        return "F5";
    }

    @Override
    public String title() {
        return "SIGSTOP of one of three providers";
    }

    @Override
    public long limitSeconds(Form form) {
        return form.of(90L, 120L, 180L);
    }

    @Override
    public Outcome run(Lab lab) throws Exception {
        Duration length = Duration.ofSeconds(lab.form().of(6, 8, 30));
        int[] ports = {lab.ports().next(), lab.ports().next(), lab.ports().next()};
        List<Provider> providers = new ArrayList<>();
        for (int i = 0; i < ports.length; i++) {
            providers.add(lab.standalone("provider-" + (i + 1), ports[i], CONFIG));
        }
        for (Provider provider : providers) {
            provider.awaitReady();
        }
        // One that sees by itself that somebody has much to do, and one that goes round whatever happens: what keeps
        // this one away from the frozen provider is nothing but what was found out about it.
        List<Load> loads = new ArrayList<>();
        for (String balancer : BALANCERS) {
            loads.add(lab.loadOn("consumer-" + balancer, Map.of("cdirpc.balancer", balancer), ports));
        }
        for (Load load : loads) {
            load.awaitReady();
        }
        for (int i = 0; i < loads.size(); i++) {
            loads.get(i).begin(LoadSpec.of("freeze-" + BALANCERS.get(i), RATE, BEAN_MILLIS, TIMEOUT));
        }
        lab.pass(Duration.ofSeconds(3));
        Provider victim = providers.get(1);
        victim.process().freeze();
        long frozen = System.nanoTime();
        lab.say(victim.name() + " is frozen for " + length.toSeconds() + " s under " + RATE + " calls/s of each of "
                + loads.size() + " consumers");
        lab.pass(length);
        long thawed = System.nanoTime();
        victim.process().thaw();
        lab.say(victim.name() + " goes on");
        lab.pass(Duration.ofSeconds(lab.form().of(2, 5, 15)));
        Outcome.Judging judging = new Outcome.Judging();
        List<Told> all = new ArrayList<>();
        for (int i = 0; i < loads.size(); i++) {
            List<Told> told = loads.get(i).end();
            judge(judging, BALANCERS.get(i), told, "127.0.0.1:" + ports[1], frozen, thawed);
            all.addAll(told);
        }
        long expired = Times.expiredRuns(
                all,
                victim.executions(),
                TIMEOUT.toNanos(),
                // No allowance for stalls: the deadline was over before the process went on.
                (run, deadline) -> run.begin() - thawed > 0 && thawed - deadline > 0);
        return judging.atMost("expired calls that ran after SIGCONT", expired, 0)
                .account(lab.account(all))
                .outcome();
    }

    private static void judge(
            Outcome.Judging judging, String name, List<Told> told, String address, long frozen, long thawed) {
        List<Told> there =
                told.stream().filter(call -> call.peer().equals(address)).toList();
        long[] timeouts = there.stream()
                .filter(call -> call.outcome().equals("DEADLINE_EXCEEDED") && call.end() - frozen > 0)
                .mapToLong(Told::end)
                .sorted()
                .toArray();
        long cutOff = frozen + Times.seconds(CUT_OFF_SECONDS);
        if (timeouts.length >= TIMEOUTS && timeouts[TIMEOUTS - 1] - cutOff < 0) {
            cutOff = timeouts[TIMEOUTS - 1];
        }
        long from = cutOff;
        long sent = count(there, call -> between(call, frozen, thawed));
        long back = there.stream()
                .filter(call -> call.ok() && call.begin() - thawed > 0)
                .mapToLong(call -> call.end() - thawed)
                .min()
                .orElse(0);
        judging.holds(
                        count(there, call -> call.ok() && frozen - call.end() > 0) > 0,
                        name + ": the frozen provider had served nobody before")
                .figure(name + ": calls to the frozen one", sent)
                .figure(name + ": timeouts there", timeouts.length)
                .figure(name + ": cut-off ms after SIGSTOP", Times.millis(cutOff - frozen))
                .atMost(name + ": calls to it after the cut-off", count(there, call -> between(call, from, thawed)), 0)
                .atMost(
                        name + ": calls failed at the others",
                        count(told, call -> !call.ok() && !call.peer().equals(address)),
                        0)
                .atMost(
                        name + ": calls failed after the cut-off",
                        count(told, call -> !call.ok() && between(call, from, thawed)),
                        0)
                .figure(name + ": back after SIGCONT", back == 0 ? "not yet" : Math.round(Times.millis(back)) + " ms");
    }

    private static long count(List<Told> told, Predicate<Told> which) {
        return told.stream().filter(which).count();
    }

    private static boolean between(Told call, long from, long to) {
        return call.begin() - from > 0 && to - call.begin() > 0;
    }
}
