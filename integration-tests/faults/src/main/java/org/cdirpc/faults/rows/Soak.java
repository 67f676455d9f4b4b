package org.cdirpc.faults.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cdirpc.faults.judge.Account;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.node.LoadSpec;
import org.cdirpc.faults.rows.SoakFault.Struck;

/**
 * Half of what three providers can do, with one fault after the other, and after each a moment of calm in which all calls
 * have ended, the account is made, and the processes say what they hold. What is kept in memory is one fault's calls, so
 * that a soak may take as long as it likes.
 */
final class Soak {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int CAPACITY = 3 * SoakCast.THREADS * 1000 / SoakCast.BEAN_MILLIS;
    private static final Duration BEFORE = Duration.ofMillis(500);
    private static final Duration AFTER = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofMillis(500);
    private static final int EXAMPLES = 5;

    private final Lab lab;
    private final SoakCast cast;
    private final Duration interval;
    private final long began = System.nanoTime();
    private final CalmMoments calm = new CalmMoments();
    private final Map<SoakFault, Integer> explained = new EnumMap<>(SoakFault.class);
    private final List<String> happened = new ArrayList<>();
    private final List<String> unexpected = new ArrayList<>();
    private Account account = Account.of(List.of(), List.of());
    private long failedUnexpectedly;
    private long ofStarvedCallers;
    private long cut;
    private int stretches;
    private int half;

    Soak(Lab lab, Duration interval) throws IOException, InterruptedException {
        this.lab = lab;
        this.interval = interval;
        this.cast = new SoakCast(lab);
    }

    /** A stretch of the soak's calls. */
    static LoadSpec spec(String name, int rate) {
        return LoadSpec.of(name, rate, SoakCast.BEAN_MILLIS, SoakCast.TIMEOUT);
    }

    /** Soaks for so many faults; returns the account of all calls. */
    Account run(int faults, Outcome.Judging judging) throws IOException, InterruptedException {
        cast.deploy();
        touch();
        calm.before(cast.steady);
        cast.undeploy();
        double capacity = capacity();
        cast.deploy();
        half = (int) (capacity / 2);
        judging.figure("capacity/s", capacity).figure("calls/s", half);
        lab.say(String.format(
                Locale.ROOT, "%.0f calls/s can be done; %d/s from here on, %d faults", capacity, half, faults));
        warm();
        calm.take(cast.steady);
        for (int number = 0; number < faults; number++) {
            stretch(SoakFault.values()[number % SoakFault.values().length]);
        }
        judge(judging, faults);
        return account;
    }

    /** Every channel has been used, by so few calls that no pool has grown. */
    private void touch() throws IOException, InterruptedException {
        SoakCast.Ran from = cast.from();
        List<Told> told = new ArrayList<>();
        for (Load load : List.of(cast.finding, cast.listed, cast.bursts)) {
            told.addAll(load.run(spec("touch-" + load.name(), 4), Duration.ofSeconds(1)));
        }
        add(told, from);
    }

    private void add(List<Told> told, SoakCast.Ran from) throws IOException {
        account = account.and(Account.of(told, from.since(cast)));
    }

    /** Once nothing has been called for long, and pools have let their threads go. */
    void rest(Outcome.Judging judging) throws IOException, InterruptedException {
        calm.judgeRest(lab, cast.steady, judging);
    }

    /** Slightly more than there is room for: what is answered a second once all threads are busy. */
    private double capacity() throws IOException, InterruptedException {
        SoakCast.Ran from = cast.from();
        add(cast.finding.run(spec("first", CAPACITY / 4), Duration.ofSeconds(2)), from);
        SoakCast.Ran warm = cast.from();
        List<Told> told = cast.finding.run(
                spec("capacity", CAPACITY * 11 / 10),
                Duration.ofSeconds(lab.form().of(3, 4, 10)));
        add(told, warm);
        long first = told.stream().mapToLong(Told::intended).min().orElse(0) + Times.seconds(1);
        long last = told.stream().mapToLong(Told::intended).max().orElse(0);
        return Times.goodput(told, first, last);
    }

    /** Everybody has called once: what pools and codecs keep for good is there. */
    private void warm() throws IOException, InterruptedException {
        SoakCast.Ran from = cast.from();
        List<Told> told = new ArrayList<>();
        begin("warm");
        cast.bursts.begin(spec("warm-bursts", half));
        lab.pass(Duration.ofSeconds(2));
        for (Load load : List.of(cast.finding, cast.listed, cast.bursts)) {
            List<Told> these = load.end();
            Starved starved = starved(these, load);
            these.stream()
                    .filter(call -> !call.ok() && !starved.explains(call))
                    .forEach(call -> isUnexpected("before any fault", call));
            told.addAll(these);
        }
        lab.pass(CALM);
        add(told, from);
    }

    private void begin(String name) throws IOException {
        cast.finding.begin(spec(name + "-finds", half * 2 / 3));
        cast.listed.begin(spec(name + "-listed", half / 3));
    }

    private void stretch(SoakFault fault) throws IOException, InterruptedException {
        stretches++;
        long start = System.nanoTime();
        SoakCast.Ran from = cast.from();
        int victim = fault == SoakFault.KILL ? cast.providers.get(0).starts() : 0;
        begin("stretch-" + stretches);
        lab.pass(BEFORE);
        long struckAt = System.nanoTime();
        fault.strike(cast, half);
        long over = System.nanoTime();
        String what = String.format(
                Locale.ROOT,
                "%s at %.1f s for %.1f s",
                fault,
                (struckAt - began) / NANOS_PER_SECOND,
                (over - struckAt) / NANOS_PER_SECOND);
        happened.add(what);
        lab.pass(rest(start));
        List<Told> found = cast.finding.end();
        List<Told> listed = cast.listed.end();
        List<Told> burst = fault == SoakFault.BURST ? cast.bursts.end() : List.of();
        lab.pass(CALM);
        cut += victim == 0 ? 0 : cutAt(cast.providers.get(0), victim);
        judge(what, new Struck(cast::wentTo, fault, struckAt, over, false), found, cast.finding);
        judge(what, new Struck(cast::wentTo, fault, struckAt, over, false), burst, cast.bursts);
        judge(what, new Struck(cast::wentTo, fault, struckAt, over, true), listed, cast.listed);
        List<Told> all = new ArrayList<>(found);
        all.addAll(listed);
        all.addAll(burst);
        add(all, from);
        lab.say(what + ": " + all.size() + " calls, "
                + all.stream().filter(call -> !call.ok()).count() + " failed, " + failedUnexpectedly
                + " unexpectedly so far");
        forget("stretch-" + stretches);
        calm.take(cast.steady);
    }

    private Duration rest(long start) {
        Duration left = interval.minusNanos(System.nanoTime() - start);
        return left.compareTo(AFTER) < 0 ? AFTER : left;
    }

    private static long cutAt(Provider victim, int start) throws IOException {
        return victim.executions(start).stream().filter(run -> run.end() == 0).count();
    }

    private void judge(String what, Struck struck, List<Told> told, Load caller) throws IOException {
        List<Told> unexplained = new ArrayList<>(struck.unexplained(told));
        if (!unexplained.isEmpty()) {
            int before = unexplained.size();
            Starved starved = starved(told, caller);
            unexplained.removeIf(starved::explains);
            ofStarvedCallers += before - unexplained.size();
        }
        unexplained.forEach(call -> isUnexpected(what, call));
        long failed = told.stream().filter(call -> !call.ok()).count();
        explained.merge(struck.fault(), (int) (failed - struck.unexplained(told).size()), Integer::sum);
    }

    private static Starved starved(List<Told> told, Load caller) throws IOException {
        return new Starved(told, caller.stalls(), SoakCast.TIMEOUT.toNanos());
    }

    private void isUnexpected(String when, Told call) {
        failedUnexpectedly++;
        if (unexpected.size() < EXAMPLES) {
            unexpected.add(String.format(
                    Locale.ROOT,
                    "%s: %s %d told %s of %s, begun at %.2f s, ended at %.2f s",
                    when,
                    call.isWrite() ? "write" : "call",
                    call.id(),
                    call.word(),
                    call.peer(),
                    (call.begin() - began) / NANOS_PER_SECOND,
                    (call.end() - began) / NANOS_PER_SECOND));
        }
    }

    /** What a stretch was told is in the account; hours of it would fill the folder. */
    private void forget(String name) throws IOException {
        if (failedUnexpectedly == 0 && account.balances()) {
            Files.deleteIfExists(lab.folder().resolve("told-" + name + "-finds"));
            Files.deleteIfExists(lab.folder().resolve("told-" + name + "-listed"));
        }
    }

    private void judge(Outcome.Judging judging, int faults) {
        judging.figure("faults", faults)
                .figure("failures explained", explained.toString())
                .figure("failures of callers that this machine kept from running", ofStarvedCallers)
                .atMost("unexpected failures", failedUnexpectedly, 0)
                .holds(unexpected.isEmpty(), String.join("; ", unexpected));
        if (happened.stream().anyMatch(what -> what.startsWith(SoakFault.KILL.name()))) {
            judging.atLeast("executions cut by kills", cut, 1);
        }
        for (SoakFault silent : List.of(SoakFault.FREEZE, SoakFault.HOLD)) {
            judging.holds(
                    explained.getOrDefault(silent, 1) > 0, silent + ": nothing was held up (expected: some calls)");
        }
        calm.judgeHeap(judging);
        if (failedUnexpectedly > 0 || !account.balances()) {
            judging.remark("what happened: " + String.join(", ", happened));
        }
    }
}
