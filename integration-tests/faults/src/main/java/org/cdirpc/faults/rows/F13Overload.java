package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.judge.Latencies;
import org.cdirpc.faults.judge.Stalls;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.lab.Relay;
import org.cdirpc.faults.lab.Row;
import org.cdirpc.faults.node.LoadSpec;

/**
 * Two providers with four threads each and a bean of 5 ms: 1,600 calls a second and no more, whatever the machine. Three
 * times as many come for long, ten times as many for a moment. The calls' time limit is shorter than a full queue, so
 * that work does expire in it. Attempts are counted on the wire by relays.
 */
final class F13Overload implements Row {

    private static final int THREADS = 4;
    private static final int BEAN_MILLIS = 5;
    private static final int CAPACITY = 2 * THREADS * 1000 / BEAN_MILLIS;
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final double RECOVERY_SECONDS = 5;

    /** What the retry budget gives beside its 20 %: DESIGN.md, 10/s and a burst of 256. */
    private static final int FREE_BURST = 256;

    private static final int FREE_PER_SECOND = 10;

    /** From the last look at a deadline to the first line of the bean, beside stalls. */
    private static final long TO_THE_BEAN = 10_000_000;

    private static final Map<String, String> CONFIG =
            Map.of("cdirpc.server.threads", String.valueOf(THREADS), "cdirpc.server.io-threads", "1");

    @Override
    public String id() {
        return "F13";
    }

    @Override
    public String title() {
        return "three times the capacity, and once ten times";
    }

    @Override
    public long limitSeconds(Form form) {
        return form.of(120L, 180L, 600L);
    }

    @Override
    public Outcome run(Lab lab) throws Exception {
        return new Run(lab).outcome();
    }

    private static final class Run {

        private final Lab lab;
        private final List<Provider> providers = new ArrayList<>();
        private final List<Relay> relays = new ArrayList<>();
        private final List<Told> all = new ArrayList<>();
        private final Outcome.Judging judging = new Outcome.Judging();
        private final Load load;
        private double peak;
        private double usual;

        Run(Lab lab) throws IOException, InterruptedException {
            this.lab = lab;
            for (int i = 1; i <= 2; i++) {
                int port = lab.ports().next();
                providers.add(lab.standalone("provider-" + i, port, CONFIG));
                relays.add(lab.relay(port));
            }
            for (Provider provider : providers) {
                provider.awaitReady();
            }
            load = lab.loadOn("consumer", relays.get(0).port(), relays.get(1).port());
            load.awaitReady();
        }

        Outcome outcome() throws IOException, InterruptedException {
            Form form = lab.form();
            measure("warm", CAPACITY / 4, Duration.ofSeconds(form.of(2, 3, 5)));
            List<Told> half = measure("half", CAPACITY / 2, Duration.ofSeconds(form.of(2, 4, 10)));
            usual = Latencies.ofIntended(half, Told::ok).millis(99);
            // Slightly more than it can do: all threads are busy, and refusals are few.
            List<Told> full = measure("full", CAPACITY * 11 / 10, Duration.ofSeconds(form.of(3, 6, 20)));
            peak = goodput(full);
            judging.figure("capacity/s", CAPACITY)
                    .figure("p99 ms at half", usual)
                    .figure("peak goodput/s", peak)
                    .holds(
                            peak > CAPACITY * 0.6,
                            "peak goodput " + Math.round(peak) + "/s of " + CAPACITY
                                    + " (expected: more; this machine is too busy to show anything)");
            lab.say(String.format("peak goodput %.0f/s of %d; p99 at half load %.1f ms", peak, CAPACITY, usual));

            overload("3x", 3, Duration.ofSeconds(form.of(4, 15, 300)));
            if (form != Form.BRIEF) {
                overload("10x", 10, Duration.ofSeconds(5));
            }
            judging.account(lab.account(all));
            return judging.outcome();
        }

        private List<Told> measure(String name, int rate, Duration length) throws IOException, InterruptedException {
            List<Told> told = load.run(spec(name, rate), length);
            all.addAll(told);
            return told;
        }

        private static LoadSpec spec(String name, int rate) {
            // Few callers that wait: each is a thread.
            return LoadSpec.of(name, rate, BEAN_MILLIS, TIMEOUT).blockingPercent(5);
        }

        /** After the first second, until the last call was made. */
        private static double goodput(List<Told> told) {
            long from = told.stream().mapToLong(Told::intended).min().orElse(0) + Times.seconds(1);
            long to = told.stream().mapToLong(Told::intended).max().orElse(0);
            return Times.goodput(told, from, to);
        }

        private void overload(String name, int factor, Duration length) throws IOException, InterruptedException {
            Form form = lab.form();
            long framesBefore = frames();
            List<Told> told = measure(name, CAPACITY * factor, length);
            long frames = frames() - framesBefore;
            long over = told.stream().mapToLong(Told::intended).max().orElse(0);
            List<Told> after = measure(name + "-after", CAPACITY / 2, Duration.ofSeconds(form.of(7, 8, 10)));

            double goodput = goodput(told);
            long sent = told.stream()
                    .filter(call -> !call.progress().equals("NOT_SENT"))
                    .count();
            double free = FREE_BURST + (double) FREE_PER_SECOND * length.toSeconds();
            double retries = 100 * Math.max(0, frames - sent - free) / Math.max(1, told.size());
            double later = Latencies.ofIntended(after, call -> call.begin() - over > Times.seconds(RECOVERY_SECONDS))
                    .millis(99);
            double made = told.size() / (double) length.toSeconds();
            lab.say(String.format("%s: %.0f calls/s made, goodput %.0f/s", name, made, goodput));
            judging.figure(name + ": calls made/s", made)
                    .atLeast(name + ": goodput % of peak", 100 * goodput / Math.max(1, peak), form.bar(90, 75))
                    .atMost(name + ": retries %", retries, 20)
                    .atMost(name + ": expired work run", expired(told), 0)
                    .atMost(
                            name + ": failures end after ms",
                            Times.millis(Times.troubleAfter(after, over)),
                            RECOVERY_SECONDS * 1000)
                    .atMost(name + ": p99 ms 5 s later", later, Math.max(form.bar(2, 4) * usual, form.bar(30, 100)));
        }

        private long frames() {
            return relays.stream().mapToLong(Relay::callsSent).sum();
        }

        private long expired(List<Told> told) throws IOException {
            long expired = 0;
            for (Provider provider : providers) {
                Stalls stalls = provider.stalls();
                expired += Times.expiredRuns(
                        told,
                        provider.executions(),
                        TIMEOUT.toNanos(),
                        (run, deadline) -> run.begin() - deadline > TO_THE_BEAN
                                && run.begin() - deadline - stalls.worst(deadline, run.begin()) > TO_THE_BEAN);
            }
            return expired;
        }
    }
}
