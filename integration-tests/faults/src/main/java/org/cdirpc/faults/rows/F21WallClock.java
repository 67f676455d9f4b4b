package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.cdirpc.faults.judge.Stalls;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Child;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.lab.Row;
import org.cdirpc.faults.lab.WallClock;
import org.cdirpc.faults.node.LoadSpec;

/**
 * The wall clocks of two providers and of their consumer, one after the other, jump an hour forward, back, an hour back
 * and forward again, under load: calls that are in time, some of which run for up to two seconds, and calls whose bean
 * takes longer than their time limit. Each process says itself what its clock did.
 */
final class F21WallClock implements Row {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<Duration> JUMPS = List.of(HOUR, Duration.ZERO, HOUR.negated(), Duration.ZERO);
    private static final Duration ENOUGH = Duration.ofSeconds(5);
    private static final Duration TOO_SHORT = Duration.ofSeconds(1);
    private static final int LONGEST_MILLIS = 2000;
    private static final int LATE_BEAN_MILLIS = 3000;
    private static final long JUMP_ERROR_MILLIS = 1000;
    private static final double LATE_MILLIS = 100;
    private static final double LATE_MILLIS_BESIDE = 1000;
    /** Fewer calls than this say nothing of shares. */
    private static final int ENOUGH_CALLS = 40;

    /**
     * The grid takes no requests of a member whose clock has jumped, until its next heartbeat shows the jump; by then the
     * node goes on with the instances that it knew.
     */
    private static final Duration READY_AGAIN = Duration.ofSeconds(15);

    private static final Map<String, String> CONFIG = Map.of("cdirpc.server.threads", "64");

    /** As nearly all of its calls fail, on purpose, it must not find fault with the method. */
    private static final Map<String, String> LATE_CONFIG = Map.of("cdirpc.circuit", "false");

    /** A jump of one process. */
    private record Jump(String process, long begin, long end, long millis, long wanted) {}

    @Override
    public String id() {
        return "F21";
    }

    @Override
    public String title() {
        return "wall clock an hour forward and back";
    }

    @Override
    public long limitSeconds(Form form) {
        return form.of(150L, 180L, 420L);
    }

    @Override
    public Outcome run(Lab lab) throws Exception {
        String whyNot = WallClock.whyNot();
        if (!whyNot.isEmpty()) {
            return Outcome.broken("untested: " + whyNot);
        }
        Map<String, WallClock> clocks = new LinkedHashMap<>();
        for (String name : List.of("provider-1", "provider-2", "consumer")) {
            clocks.put(name, lab.wallClock(name));
        }
        List<Provider> providers = new ArrayList<>();
        Map<String, Child> processes = new LinkedHashMap<>();
        List<String> addresses = new ArrayList<>();
        for (String name : List.of("provider-1", "provider-2")) {
            Provider provider = lab.provider(name, CONFIG, prefix(clocks, name));
            // The first is the oldest member, whose clock is the cluster's.
            addresses.add(provider.awaitReady());
            providers.add(provider);
            processes.put(name, provider.process());
        }
        Load consumer = lab.load("consumer", Map.of(), prefix(clocks, "consumer"));
        consumer.awaitReady();
        processes.put("consumer", consumer.process());
        // Of the same wall clock, as on one machine.
        Load tooLong = lab.load("consumer-late", LATE_CONFIG, prefix(clocks, "consumer"));
        tooLong.awaitReady();
        consumer.begin(LoadSpec.of("intime", 100, 20, ENOUGH).upTo(LONGEST_MILLIS));
        tooLong.begin(LoadSpec.of("late", 8, LATE_BEAN_MILLIS, TOO_SHORT));
        lab.pass(Duration.ofSeconds(2));
        List<Jump> jumps = new ArrayList<>();
        // Longer than the grid's heartbeat takes, of two jumps between two of which it sees neither.
        Duration pause = Duration.ofMillis(lab.form().of(1200, 1800, 15_000));
        for (Map.Entry<String, Child> process : processes.entrySet()) {
            lab.say("the clock of " + process.getKey() + " jumps");
            WallClock clock = Objects.requireNonNull(clocks.get(process.getKey()), process.getKey());
            Duration off = Duration.ZERO;
            for (Duration next : JUMPS) {
                jumps.add(jump(lab, process, clock, next, next.minus(off), pause));
                off = next;
            }
        }
        Outcome.Judging judging = new Outcome.Judging();
        awaitReady(lab, judging, processes);
        List<Told> inTime = consumer.end();
        List<Told> late = tooLong.end();
        judgeJumps(judging, jumps);
        judgeShares(judging, jumps, addresses, inTime);
        judgeLate(judging, late, tooLong.stalls(), lab.form().bar(LATE_MILLIS, LATE_MILLIS_BESIDE));
        List<Told> all = Stream.concat(inTime.stream(), late.stream()).toList();
        return judging.atMost(
                        "calls in time that failed",
                        inTime.stream().filter(call -> !call.ok()).count(),
                        0)
                .figure("longest call in time ms", Math.round(Times.millis(longest(inTime))))
                .holds(
                        longest(inTime) > Times.seconds(LONGEST_MILLIS / 2e3),
                        "no call in time ran for long (expected: some for up to " + LONGEST_MILLIS + " ms)")
                .account(lab.account(all))
                .outcome();
    }

    private static List<String> prefix(Map<String, WallClock> clocks, String name) {
        WallClock clock = clocks.get(name);
        return clock == null ? List.of() : clock.prefix();
    }

    private static Jump jump(
            Lab lab, Map.Entry<String, Child> process, WallClock clock, Duration to, Duration by, Duration pause)
            throws IOException, InterruptedException {
        WallClock.Reading before = WallClock.read(process.getValue());
        clock.set(to);
        WallClock.Reading after = WallClock.read(process.getValue());
        long begin = System.nanoTime();
        lab.pass(pause);
        return new Jump(process.getKey(), begin, System.nanoTime(), after.jumpSince(before), by.toMillis());
    }

    /** Whoever saw the registry go sees it again. */
    private static void awaitReady(Lab lab, Outcome.Judging judging, Map<String, Child> processes)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        for (Map.Entry<String, Child> process : processes.entrySet()) {
            boolean ready = false;
            String health = "";
            while (!ready && System.nanoTime() - begin < READY_AGAIN.toNanos()) {
                health = process.getValue().health();
                ready = health.equals("READY");
                if (!ready) {
                    lab.pass(Duration.ofMillis(200));
                }
            }
            judging.holds(ready, process.getKey() + " is " + health + " after its jumps (expected: READY)");
        }
        judging.figure("all ready after s", (System.nanoTime() - begin) / 1e9);
    }

    /** That they took place, by the processes' own word. */
    private static void judgeJumps(Outcome.Judging judging, List<Jump> jumps) {
        StringBuilder seen = new StringBuilder();
        for (Jump jump : jumps) {
            String name = jump.process + " by " + jump.wanted + " ms";
            seen.append(seen.isEmpty() ? "" : ", ").append(jump.millis);
            judging.holds(
                    Math.abs(jump.millis - jump.wanted) < JUMP_ERROR_MILLIS,
                    name + ": it saw a jump of " + jump.millis + " ms");
        }
        judging.figure("jumps", jumps.size()).figure("jumps as seen ms", seen.toString());
    }

    /** Nobody left the registry or the routing: each provider keeps its share between any two jumps. */
    private static void judgeShares(
            Outcome.Judging judging, List<Jump> jumps, List<String> addresses, List<Told> told) {
        double least = 1;
        long judged = 0;
        for (Jump jump : jumps) {
            List<Told> then = told.stream()
                    .filter(call -> call.begin() - jump.begin > 0 && jump.end - call.begin() > 0)
                    .toList();
            if (then.size() < ENOUGH_CALLS) {
                // The consumer itself was kept from running.
                continue;
            }
            judged++;
            least = Math.min(least, Shares.least(addresses, then, call -> true));
        }
        judging.atLeast("jumps with calls enough behind them", judged, jumps.size() * 3 / 4);
        judging.atLeast("least share of a provider after a jump", least, Shares.LEAST);
    }

    /** Each ends at its deadline: none before it, none much behind it. */
    private static void judgeLate(Outcome.Judging judging, List<Told> late, Stalls stalls, double bar) {
        long limit = TOO_SHORT.toNanos();
        judging.atLeast("calls longer than their limit", late.size(), ENOUGH_CALLS)
                .atMost(
                        "of them not ended by their deadline",
                        late.stream()
                                .filter(call -> !call.outcome().equals("DEADLINE_EXCEEDED"))
                                .count(),
                        0)
                .atMost(
                        "of them ended early",
                        late.stream().filter(call -> call.nanos() < limit).count(),
                        0)
                .atMost("past deadline ms", Times.millis(Times.overrun(late, limit, stalls)), bar)
                .figure("stall ms", Times.worstStall(stalls, late));
    }

    private static long longest(List<Told> told) {
        return told.stream().filter(Told::ok).mapToLong(Told::nanos).max().orElse(0);
    }
}
