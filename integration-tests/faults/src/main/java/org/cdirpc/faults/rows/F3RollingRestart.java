package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.judge.Latencies;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.lab.Row;
import org.cdirpc.faults.node.Crowd;
import org.cdirpc.faults.node.LoadSpec;
import org.jspecify.annotations.Nullable;

/**
 * Three providers are restarted one after the other (SIGTERM), and one of two consumers as well, round after round, while
 * both call. Afterwards both call as much again while nobody is restarted, but another JVM of the same kind, in a cluster of
 * its own, starts whenever one did: what of the latency is the machine's is in both.
 */
final class F3RollingRestart implements Row {

    private static final int BEAN_MILLIS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(25);
    private static final Duration SERVES_LIMIT = Duration.ofSeconds(45);
    private static final Map<String, String> CONFIG = Map.of("cdirpc.server.threads", "64");

    /** The load is this part of what is shown to be possible. */
    private static final int CAPACITY = 4;

    /** What counts as shown beyond what was answered in time. */
    private static final double SHOWN = 1.05;

    /** Consumers in one process beside the two. */
    private static final int CROWD = 50;

    @Override
    public String id() {
        return "F3";
    }

    @Override
    public String title() {
        return "rolling restart of three providers and a consumer under load";
    }

    @Override
    public long limitSeconds(Form form) {
        return form.of(150L, 300L, 1200L);
    }

    @Override
    public Outcome run(Lab lab) throws Exception {
        return new Rolling(lab).outcome();
    }

    /** One restart: when the old process was asked to end, when the new one was started, and when it served. */
    private record Restart(long asked, long started, long served) {}

    private static final class Rolling {

        private final Lab lab;
        /** At most a quarter of what was shown to be possible. */
        private int rate;

        private final List<Provider> providers = new ArrayList<>();
        private final List<Told> all = new ArrayList<>();
        private final List<Told> rolled = new ArrayList<>();
        private final List<Told> usual = new ArrayList<>();
        /** Calls of a consumer that has just started: slow by themselves, whatever the providers do. */
        private final List<Told> cold = new ArrayList<>();

        private final List<Restart> restarts = new ArrayList<>();
        private final Outcome.Judging judging = new Outcome.Judging();
        private final Load steady;
        private final @Nullable Load crowd;
        private Load restarted;
        private int consumers = 1;
        private int dummies;
        private int oneWayPercent;
        private List<Told> ofCrowd = List.of();
        private int atOnce;
        private double firstMillis;

        Rolling(Lab lab) throws IOException, InterruptedException {
            this.lab = lab;
            this.rate = lab.form().of(400, 2000, 2000);
            for (int i = 1; i <= 3; i++) {
                providers.add(lab.provider("provider-" + i, CONFIG, List.of()));
            }
            steady = lab.load("consumer", Map.of(), List.of());
            restarted = lab.load("restarted-1", Map.of(), List.of());
            crowd = lab.form() == Form.BRIEF
                    ? null
                    : lab.load("crowd", Map.of(Crowd.NODES, String.valueOf(CROWD)), List.of());
            for (Provider provider : providers) {
                provider.awaitReady();
            }
            steady.awaitReady();
            restarted.awaitReady();
            if (crowd != null) {
                crowd.awaitReady();
            }
        }

        Outcome outcome() throws IOException, InterruptedException {
            capacity();
            int rounds = lab.form().of(1, 1, 5);
            for (int round = 1; round <= rounds; round++) {
                restarts.clear();
                long before = consumers;
                begin("rolling-" + round, rate);
                long began = System.nanoTime();
                lab.pass(Duration.ofSeconds(1));
                long warm = System.nanoTime();
                roll(round);
                long length = System.nanoTime() - began;
                end(rolled, consumers == before ? rolled : cold);
                crowded(warm);
                begin("usual-" + round, rate);
                baseline(began, length);
                end(usual, usual);
            }
            return judge(rounds);
        }

        private LoadSpec spec(String name, int rate) {
            return LoadSpec.of(name, rate, BEAN_MILLIS, TIMEOUT).oneWayPercent(oneWayPercent);
        }

        private void begin(String name, int rate) throws IOException {
            int crowded = 0;
            if (crowd != null) {
                crowded = rate / 4;
                crowd.begin(spec(name + "-crowd", crowded));
            }
            steady.begin(spec(name + "-steady", rate - rate / 4 - crowded));
            restarted.begin(spec(name + "-restarted", rate / 4));
        }

        private void end(List<Told> kept, List<Told> ofRestarted) throws IOException, InterruptedException {
            kept.addAll(steady.end());
            ofRestarted.addAll(restarted.end());
            if (crowd != null) {
                ofCrowd = crowd.end();
                kept.addAll(ofCrowd);
            }
        }

        /** What the restarts meant to the crowd. */
        private void crowded(long warm) {
            if (crowd != null) {
                FirstCalls first = FirstCalls.of(ofCrowd, CROWD, warm);
                atOnce = Math.max(atOnce, first.mostAtOnce());
                firstMillis = Math.max(firstMillis, first.medianMillis());
            }
        }

        /** Finds out how much is answered of four times the load, and makes the load no more than a quarter of that. */
        private void capacity() throws IOException, InterruptedException {
            double goodput = 0;
            // What nobody waits for may be refused here, and nobody would be told.
            oneWayPercent = 0;
            for (String name : List.of("warm", "capacity")) {
                begin(name, rate * CAPACITY);
                lab.pass(Duration.ofSeconds(lab.form().of(1, 3, 5)));
                List<Told> told = new ArrayList<>();
                end(told, told);
                all.addAll(told);
                long from = told.stream().mapToLong(Told::intended).min().orElse(0);
                long to = told.stream().mapToLong(Told::intended).max().orElse(0);
                goodput = Times.goodput(told, from, to);
            }
            oneWayPercent = 10;
            int wanted = rate;
            // Not quite: the last calls are answered when the stretch is over.
            rate = (int) Math.min(rate, goodput * SHOWN / CAPACITY);
            judging.figure("capacity shown calls/s", Math.round(goodput)).figure("calls/s", rate);
            if (rate < wanted) {
                judging.remark("not " + wanted + " calls/s: this machine answers no " + wanted * CAPACITY + " now");
            }
            lab.say(Math.round(goodput) + " calls/s are answered; the load is " + rate);
        }

        private void roll(int round) throws IOException, InterruptedException {
            int restarting = lab.form().of(1, 3, 3);
            for (int i = 0; i < restarting; i++) {
                restart(providers.get(i));
                if (i == 0 && lab.form() != Form.BRIEF) {
                    restartConsumer(round);
                }
            }
            lab.say("round " + round + ": restarted, " + restarts.size() + " processes");
        }

        private void restart(Provider provider) throws IOException, InterruptedException {
            long asked = System.nanoTime();
            provider.process().terminate();
            if (!lab.within(EXIT_LIMIT, () -> !provider.process().alive())) {
                throw new IOException(provider.name() + " did not end within " + EXIT_LIMIT);
            }
            long started = System.nanoTime();
            provider.startAgain();
            provider.awaitReady();
            if (!lab.within(SERVES_LIMIT, provider::hasServed)) {
                throw new IOException(provider.name() + " got no call within " + SERVES_LIMIT);
            }
            lab.pass(Duration.ofMillis(500));
            restarts.add(new Restart(asked, started, System.nanoTime()));
        }

        /** Its callers are answered before it goes; the other consumer goes on. */
        private void restartConsumer(int round) throws IOException, InterruptedException {
            rolled.addAll(restarted.end());
            long asked = System.nanoTime();
            restarted.process().terminate();
            Load old = restarted;
            if (!lab.within(EXIT_LIMIT, () -> !old.process().alive())) {
                throw new IOException("the consumer did not end within " + EXIT_LIMIT);
            }
            long started = System.nanoTime();
            restarted = lab.load("restarted-" + ++consumers, Map.of(), List.of());
            restarted.awaitReady();
            restarted.begin(spec("rolling-" + round + "-again", rate / 4));
            lab.pass(Duration.ofMillis(500));
            restarts.add(new Restart(asked, started, System.nanoTime()));
        }

        /** Others start and end as those did. */
        private void baseline(long began, long length) throws IOException, InterruptedException {
            long now = System.nanoTime();
            List<Provider> running = new ArrayList<>();
            for (Restart restart : restarts) {
                passUntil(now + restart.asked() - began);
                if (!running.isEmpty()) {
                    running.remove(0).process().terminate();
                }
                passUntil(now + restart.started() - began);
                running.add(dummy());
            }
            passUntil(now + length);
            for (Provider left : running) {
                left.process().kill();
            }
        }

        private Provider dummy() throws IOException {
            int port = lab.ports().next();
            String name = "dummy-" + ++dummies;
            return lab.provider(
                    name,
                    Map.of(
                            "cdirpc.cluster",
                            "hazelcast",
                            "cdirpc.cluster.name",
                            name,
                            "cdirpc.cluster.members",
                            "127.0.0.1:" + port,
                            "cdirpc.cluster.port",
                            String.valueOf(port)),
                    List.of());
        }

        private void passUntil(long moment) throws InterruptedException {
            lab.pass(Duration.ofNanos(Math.max(0, moment - System.nanoTime())));
        }

        private Outcome judge(int rounds) throws IOException, InterruptedException {
            List<Told> judged = new ArrayList<>(rolled);
            judged.addAll(cold);
            judged.addAll(usual);
            all.addAll(judged);
            long notOnce = OnceEach.notOnce(lab, judged);
            double rolling =
                    Latencies.ofIntended(rolled, F3RollingRestart::waitedFor).millis(99.9);
            double otherwise =
                    Latencies.ofIntended(usual, F3RollingRestart::waitedFor).millis(99.9);
            if (crowd != null) {
                judging.figure("of " + CROWD + " consumers first at a new provider within 100 ms", atOnce)
                        .figure("median of these calls ms", firstMillis);
            }
            return judging.figure("rounds", rounds)
                    .atLeast(
                            "providers restarted",
                            providers.stream()
                                    .mapToInt(provider -> provider.starts() - 1)
                                    .sum(),
                            rounds)
                    .figure("consumers restarted", consumers - 1)
                    .account(lab.account(all))
                    .atMost("calls failed", OnceEach.failed(judged), 0)
                    .atMost("calls not run exactly once", notOnce, 0)
                    .figure("p99.9 ms", rolling)
                    .figure("p99.9 ms while others start", otherwise)
                    .figure(
                            "p99.9 ms of a consumer just started",
                            Latencies.ofIntended(cold, F3RollingRestart::waitedFor)
                                    .millis(99.9))
                    .atMost(
                            "p99.9 as a multiple",
                            rolling / otherwise,
                            lab.form().bar(5, 30))
                    .figure(
                            "longest call ms",
                            Latencies.ofIntended(rolled, F3RollingRestart::waitedFor)
                                    .max())
                    .figure("longest stall of the consumer ms", Times.worstStall(steady.stalls(), rolled))
                    .outcome();
        }
    }

    private static boolean waitedFor(Told call) {
        return call.kind() != 'N';
    }
}
