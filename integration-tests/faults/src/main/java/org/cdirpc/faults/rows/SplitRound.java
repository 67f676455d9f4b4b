package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.judge.Execution;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.node.LoadSpec;

/** One split of the two halves, and their merge. */
final class SplitRound {

    private static final int RATE = 100;
    private static final int BEAN_MILLIS = 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** 5 s without a heartbeat, what a new master waits for others' lists, and the question whether anybody listens. */
    private static final Duration SPLIT_LIMIT = Duration.ofSeconds(12);

    private static final Duration SEEN_LIMIT = Duration.ofSeconds(30);

    /**
     * From when on no call may fail because of the other half: silence of a channel is noticed within 3 s (F5 allows 4 s),
     * and a call that is made after that does not go there.
     */
    private static final double CUT_OFF_SECONDS = 4;

    private final Lab lab;
    private final Halves halves;
    private final String word;
    private final Outcome.Judging judging;
    private final List<String> dead = new ArrayList<>();
    private boolean silent;
    private long cutNanos;
    private long healedNanos;

    SplitRound(Lab lab, Halves halves, String word, Outcome.Judging judging) {
        this.lab = lab;
        this.halves = halves;
        this.word = word;
        this.judging = judging;
    }

    /**
     * Cuts and kills.
     *
     * @param everything whether channels are cut too
     * @param startAgain whether the killed are started again meanwhile
     */
    void split(boolean everything, Duration length, boolean startAgain) throws IOException, InterruptedException {
        silent = everything;
        for (int half = 0; half < 2; half++) {
            halves.loads()
                    .get(half)
                    .begin(LoadSpec.of("half-" + half + (everything ? "-cut" : "-ports"), RATE, BEAN_MILLIS, TIMEOUT));
        }
        awaitAllSeen(System.nanoTime());
        halves.cut(everything);
        cutNanos = System.nanoTime();
        lab.say(word + "two halves, for " + length.toSeconds() + " s");
        Healths.Seen split = halves.healths().await("DEGRADED", Healths.OTHERS_LOST, cutNanos, SPLIT_LIMIT);
        judging.figure(word + "all say DEGRADED after ms", split.worstMillis())
                .holds(split.otherwise().isEmpty(), word + "no split, not DEGRADED: " + split.otherwise());
        for (int half = 0; half < 2; half++) {
            Provider victim = halves.victim(half);
            dead.add(halves.address(victim));
            victim.process().kill();
        }
        if (startAgain) {
            halves.victim(0).startAgain();
            halves.startElsewhere();
            for (int half = 0; half < 2; half++) {
                halves.awaitReady(halves.victim(half));
            }
            lab.say(word + "one provider of each half was killed and started again, one of them elsewhere");
        }
        lab.pass(Duration.ofNanos(Math.max(0, length.toNanos() - (System.nanoTime() - cutNanos))));
    }

    /** Heals, waits until everybody calls everybody, and judges. */
    void heal() throws IOException, InterruptedException {
        // What fell due while it is being healed is no longer the split's.
        long healing = System.nanoTime();
        halves.heal();
        healedNanos = System.nanoTime();
        double seen = awaitAllSeen(healedNanos);
        lab.say(word + "all consumers call all providers " + Math.round(seen) + " ms after healing");
        Healths.Seen well = halves.healths().await("READY", "", healedNanos, SEEN_LIMIT);
        lab.pass(Duration.ofSeconds(2));
        List<Told> told = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            told.addAll(halves.loads().get(half).end());
        }
        halves.told().addAll(told);
        long from = cutNanos + Times.seconds(silent ? CUT_OFF_SECONDS : 0);
        long repeatable = told.stream()
                .filter(call -> !call.isWrite() && !call.ok())
                .filter(call -> call.begin() - from > 0)
                .count();
        long written = told.stream()
                .filter(call -> call.isWrite() && !call.ok())
                .filter(call -> call.begin() - from > 0 && !call.progress().equals("UNKNOWN"))
                .count();
        judging.atMost(word + "merged and all seen after ms", seen, SEEN_LIMIT.toMillis())
                .figure(word + "all say READY after ms", well.worstMillis())
                .holds(well.otherwise().isEmpty(), word + "not READY: " + well.otherwise())
                .atMost(word + "repeatable calls failed after the cut-off", repeatable, 0)
                .atMost(word + "writes failed after the cut-off and not UNKNOWN", written, 0)
                .figure(
                        word + "calls failed, before it or as they ran at the kill",
                        told.stream().filter(call -> !call.ok()).count())
                .atLeast(word + "calls of the half that got fewer answers", leastServed(told, from, healing), RATE)
                .atMost(word + "calls to a killed one after healing", calledDead(told), 1);
    }

    /** Of the two consumers, the answers of the one that got fewer while there were two halves. */
    private long leastServed(List<Told> told, long from, long to) {
        return Math.min(served(told, 0, from, to), served(told, 1, from, to));
    }

    private long served(List<Told> told, int half, long from, long to) {
        return told.stream()
                .filter(call -> halfOf(call.id()) == half && call.ok())
                .filter(call -> call.begin() - from > 0 && to - call.begin() > 0)
                .count();
    }

    private long calledDead(List<Told> told) {
        return dead.stream()
                .mapToLong(address -> told.stream()
                        .filter(call -> call.peer().equals(address) && call.begin() - healedNanos > 0)
                        .count())
                .max()
                .orElse(0);
    }

    /** How long after this moment the last consumer made the first call that the last provider ran, in milliseconds. */
    private double awaitAllSeen(long moment) throws IOException, InterruptedException {
        Map<String, Long> firsts = new HashMap<>();
        lab.within(SEEN_LIMIT, () -> {
            boolean all = true;
            for (Provider provider : halves.providers()) {
                all &= !provider.process().alive() || seenByAll(provider, moment, firsts);
            }
            return all;
        });
        long last = moment;
        for (Provider provider : halves.providers()) {
            for (int half = 0; half < 2 && provider.process().alive(); half++) {
                Long first = firsts.get(provider.name() + half);
                if (first == null) {
                    judging.holds(
                            false,
                            word + "consumer-" + (half + 1) + " does not call " + provider.name() + " within "
                                    + SEEN_LIMIT);
                } else {
                    last = Math.max(last, first);
                }
            }
        }
        return Times.millis(last - moment);
    }

    private static boolean seenByAll(Provider provider, long moment, Map<String, Long> firsts) throws IOException {
        if (!firsts.containsKey(provider.name() + 0) || !firsts.containsKey(provider.name() + 1)) {
            for (Execution run : provider.executions(provider.starts())) {
                if (run.begin() - moment > 0) {
                    firsts.putIfAbsent(provider.name() + halfOf(run.id()), run.begin());
                }
            }
        }
        return firsts.containsKey(provider.name() + 0) && firsts.containsKey(provider.name() + 1);
    }

    /** Whose call it is. */
    private static int halfOf(long id) {
        return Lab.loadOf(id);
    }
}
