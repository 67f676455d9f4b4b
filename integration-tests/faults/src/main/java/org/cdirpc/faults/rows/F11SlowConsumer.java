package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.cdirpc.faults.judge.Latencies;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Child;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.lab.Relay;
import org.cdirpc.faults.lab.Row;
import org.cdirpc.faults.node.LoadSpec;
import org.cdirpc.faults.node.Vitals;

/**
 * One that takes 10 KiB a second, of far more than that: first a consumer that asks for large answers, beside two neighbours
 * of the same provider; then a provider to which a consumer sends large arguments, beside another provider.
 */
final class F11SlowConsumer implements Row {

    private static final long SLOW = 10 << 10;
    private static final int MEBI = 1 << 20;
    private static final int LARGE = 256 << 10;
    private static final int LARGE_RATE = 16;
    private static final int FETCH_RATE = 200;
    private static final int RATE = 100;
    private static final int PINGS = 50;

    /** Of the one consumer that is observed itself: enough for a 99th percentile of some seconds. */
    private static final int MANY_PINGS = 250;

    private static final int BEAN_MILLIS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration WARM = Duration.ofSeconds(1);
    private static final double OVERRUN_MILLIS = 100;
    private static final long LEFT_OUT = 200_000_000;

    /** Unsent bytes above which a provider takes no more from a channel (PROTOCOL.md, limits). */
    private static final int WINDOW = MEBI;

    /** Unsent bytes above which a consumer refuses to send: four messages of the cap. */
    private static final int MOST_UNSENT = 32 * MEBI;

    @Override
    public String id() {
        return "F11";
    }

    @Override
    public String title() {
        return "a consumer, then a provider, that takes 10 KiB/s";
    }

    @Override
    public long limitSeconds(Form form) {
        return form.of(75L, 120L, 240L);
    }

    @Override
    public Outcome run(Lab lab) throws Exception {
        Outcome.Judging judging = new Outcome.Judging();
        int port = lab.ports().next();
        Provider provider = lab.standalone("provider", port, Map.of());
        int otherPort = lab.ports().next();
        Provider other = lab.standalone("other", otherPort, Map.of());
        Relay answers = lab.relay(port);
        Relay arguments = lab.relay(port);
        // Nothing spares the slow one: it is called whatever becomes of the calls.
        Map<String, String> stubborn = Map.of("cdirpc.circuit", "false", "cdirpc.outliers", "false");
        Load slow = lab.loadOn("slow", stubborn, answers.port());
        Map<String, String> inTurn = new LinkedHashMap<>(stubborn);
        inTurn.put("cdirpc.balancer", "round-robin");
        Load sender = lab.loadOn("sender", inTurn, arguments.port(), otherPort);
        List<Load> neighbours = List.of(lab.loadOn("neighbour-1", port), lab.loadOn("neighbour-2", port));
        provider.awaitReady();
        other.awaitReady();
        for (Load load : List.of(slow, sender, neighbours.get(0), neighbours.get(1))) {
            load.awaitReady();
        }
        List<Told> all = new ArrayList<>();
        all.addAll(slow.run(large("slow-warm"), WARM));
        all.addAll(slowConsumer(lab, judging, provider.process(), answers, slow, neighbours));
        if (lab.form() != Form.BRIEF) {
            all.addAll(sender.run(large("sender-warm"), WARM));
            all.addAll(slowProvider(lab, judging, arguments, sender, "127.0.0.1:" + otherPort));
        }
        return judging.account(lab.account(all)).outcome();
    }

    private static LoadSpec large(String name) {
        return LoadSpec.of(name, LARGE_RATE, 0, TIMEOUT).echoing(LARGE);
    }

    private static Duration length(Lab lab) {
        return Duration.ofSeconds(lab.form().of(2, 4, 30));
    }

    private static List<Told> slowConsumer(
            Lab lab, Outcome.Judging judging, Child provider, Relay relay, Load slow, List<Load> neighbours)
            throws IOException, InterruptedException {
        List<Told> all = new ArrayList<>(neighbours(neighbours, "warm", lab, WARM));
        List<Told> before = neighbours(neighbours, "before", lab, length(lab));
        Vitals usual = provider.vitals();
        relay.toConsumer().slow(SLOW);
        slow.begin(LoadSpec.of("slow", FETCH_RATE, 0, TIMEOUT).fetching(LARGE));
        // Until the kernels' own buffers are full.
        lab.pass(Duration.ofSeconds(lab.form().of(2, 3, 10)));
        long full = System.nanoTime();
        List<Told> beside = neighbours(neighbours, "beside", lab, length(lab));
        long most = held(lab, provider, usual);
        List<Told> told = slow.end();
        relay.toConsumer().slow(0);
        lab.say("the slow consumer: " + told.size() + " calls, the provider held " + most / 1024 + " KiB for it");
        judging.atMost("held for the slow consumer MiB", mebi(most), mebi(WINDOW + MEBI));
        judgeSlow(lab, judging, "slow consumer", slow, told, full);
        judgeOthers(lab, judging, "neighbours", neighbours.get(0), before, beside, call -> true);
        all.addAll(before);
        all.addAll(beside);
        all.addAll(told);
        return all;
    }

    private static List<Told> slowProvider(Lab lab, Outcome.Judging judging, Relay relay, Load sender, String other)
            throws IOException, InterruptedException {
        List<Told> all = new ArrayList<>(sender.run(large("sender-before").pinging(MANY_PINGS), length(lab)));
        List<Told> before = List.copyOf(all);
        Vitals usual = sender.process().vitals();
        relay.toProvider().slow(SLOW);
        sender.begin(large("sender").pinging(MANY_PINGS));
        lab.pass(Duration.ofSeconds(lab.form().of(2, 3, 10)));
        long full = System.nanoTime();
        lab.pass(length(lab));
        // The collections below are not to be in the figures of time: this process is asked itself.
        long asked = System.nanoTime() - LEFT_OUT;
        long most = held(lab, sender.process(), usual);
        List<Told> beside = sender.end();
        relay.toProvider().slow(0);
        lab.say("the slow provider: " + beside.size() + " calls, the consumer held " + most / 1024 + " KiB for it");
        judging.atMost("held for the slow provider MiB", mebi(most), mebi(MOST_UNSENT + MEBI));
        List<Told> there =
                beside.stream().filter(call -> !call.peer().equals(other)).toList();
        judgeSlow(lab, judging, "slow provider", sender, there, full);
        judgeOthers(
                lab,
                judging,
                "other provider",
                sender,
                before,
                beside.stream()
                        .filter(call -> call.begin() - full > 0 && asked - call.begin() > 0)
                        .toList(),
                call -> call.peer().equals(other));
        all.addAll(beside);
        return all;
    }

    /** The most of some looks, in bytes of heap and direct buffers, more than there was. */
    private static long held(Lab lab, Child process, Vitals usual) throws IOException, InterruptedException {
        long most = 0;
        for (int look = 0; look < lab.form().of(2, 3, 10); look++) {
            Vitals now = process.vitals();
            most = Math.max(most, now.heap() - usual.heap() + now.direct() - usual.direct());
            lab.pass(Duration.ofMillis(500));
        }
        return most;
    }

    private static List<Told> neighbours(List<Load> neighbours, String name, Lab lab, Duration length)
            throws IOException, InterruptedException {
        for (int i = 0; i < neighbours.size(); i++) {
            neighbours
                    .get(i)
                    .begin(LoadSpec.of(name + "-" + (i + 1), RATE, BEAN_MILLIS, TIMEOUT)
                            .pinging(PINGS));
        }
        lab.pass(length);
        List<Told> told = new ArrayList<>();
        for (Load neighbour : neighbours) {
            told.addAll(neighbour.end());
        }
        return told;
    }

    private static void judgeSlow(Lab lab, Outcome.Judging judging, String name, Load load, List<Told> told, long full)
            throws IOException {
        long failed = told.stream().filter(call -> !call.ok()).count();
        long late = told.stream()
                .filter(call -> call.ok() && call.begin() - full > 0)
                .count();
        long overrun = Times.overrun(told, TIMEOUT.toNanos(), load.stalls());
        judging.figure(name + ": calls", told.size())
                .figure(name + ": failed", failed)
                .figure(name + ": ok once it was full", late)
                .holds(failed > 0, name + ": no call failed (expected: some; it was not slow)")
                .atMost(
                        name + ": past deadline ms",
                        Times.millis(overrun),
                        lab.form().bar(OVERRUN_MILLIS, 5 * OVERRUN_MILLIS));
    }

    private static void judgeOthers(
            Lab lab,
            Outcome.Judging judging,
            String name,
            Load load,
            List<Told> before,
            List<Told> beside,
            Predicate<Told> which)
            throws IOException {
        double stall = Times.worstStall(load.stalls(), beside);
        double usual = Latencies.ofIntended(before, which).millis(99);
        double now = Latencies.ofIntended(beside, which).millis(99);
        long failed = beside.stream().filter(which).filter(call -> !call.ok()).count();
        judging.figure(name + ": p99 ms before", usual)
                .figure(name + ": stall ms", stall)
                .atMost(name + ": p99 ms beside it", now, lab.form().bar(2, 5) * usual)
                .atMost(name + ": failed", failed, 0)
                .holds(beside.stream().anyMatch(which), name + ": no calls (expected: some)");
    }

    private static double mebi(long bytes) {
        return (double) bytes / MEBI;
    }
}
