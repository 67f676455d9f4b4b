package org.cdirpc.faults.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.ExternalCluster;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.node.LoadSpec;

/**
 * Four providers and a consumer that are clients of an external cluster, whose members are all killed. While it is away one
 * provider is asked to end (SIGTERM), another is killed, and consumers are started; it comes back empty.
 */
final class RegistryKilled {

    private static final String WORD = "killed registry: ";
    private static final int MEMBERS = 2;
    private static final int PROVIDERS = 4;
    private static final int RATE = 300;
    private static final int BEAN_MILLIS = 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(25);

    /** A node gives up to reach its cluster after 10 s; its process needs some more to start. */
    private static final Duration REFUSED_LIMIT = Duration.ofSeconds(20);

    private static final String NOT_REACHED = "CDIRPC202589";

    /** How long a lost connection may be unknown to who calls. */
    private static final long UNKNOWN_NANOS = 100_000_000;

    private static final int FEW = 3;

    private final Lab lab;
    private final Duration length;
    private final ExternalCluster cluster;
    private final List<Provider> providers = new ArrayList<>();
    private final Map<Provider, String> addresses = new LinkedHashMap<>();
    private final Healths healths;
    private final List<Load> loads = new ArrayList<>();
    private final List<Told> quiet = new ArrayList<>();
    private final List<Told> killed = new ArrayList<>();
    private final List<Told> newcomers = new ArrayList<>();
    private long goneNanos;
    private long askedNanos;
    private long killedNanos;
    private boolean exited;

    private RegistryKilled(Lab lab, Duration length) throws IOException {
        this.lab = lab;
        this.length = length;
        cluster = lab.externalCluster(MEMBERS);
        healths = new Healths(lab);
        cluster.start();
    }

    static RegistryKilled start(Lab lab, Duration length) throws IOException {
        return new RegistryKilled(lab, length);
    }

    void awaitReady() throws IOException, InterruptedException {
        cluster.awaitReady();
        for (int i = 1; i <= PROVIDERS; i++) {
            providers.add(lab.provider("client-provider-" + i, cluster.client(), List.of()));
        }
        Load load = consumer("client-consumer");
        for (Provider provider : providers) {
            addresses.put(provider, provider.awaitReady());
            healths.of(provider.name(), provider.process());
        }
        load.awaitReady();
        healths.of("client-consumer", load.process());
    }

    private Load consumer(String name) throws IOException {
        Load load = lab.load(name, cluster.client(), List.of());
        loads.add(load);
        return load;
    }

    private static LoadSpec spec(String name) {
        return LoadSpec.of("client-" + name, RATE, BEAN_MILLIS, TIMEOUT);
    }

    void begin() throws IOException, InterruptedException {
        loads.get(0).begin(spec("away"));
        for (Provider provider : providers) {
            if (!lab.within(F9RegistryGone.BACK_LIMIT, provider::hasServed)) {
                throw new IOException(provider.name() + " got no call");
            }
        }
    }

    void kill() throws InterruptedException {
        goneNanos = System.nanoTime();
        cluster.kill();
    }

    void noticed(Outcome.Judging judging) throws IOException, InterruptedException {
        Healths.Seen seen = healths.await("DEGRADED", Healths.OUT_OF_REACH, goneNanos, F9RegistryGone.NOTICED_LIMIT);
        judging.figure(WORD + "all say DEGRADED after ms", seen.worstMillis())
                .holds(seen.otherwise().isEmpty(), WORD + "not DEGRADED: " + seen.otherwise());
    }

    /** What happens while it is away. */
    void during(Outcome.Judging judging) throws IOException, InterruptedException {
        boolean longEnough = length.compareTo(REFUSED_LIMIT) > 0;
        Load early = longEnough ? consumer("client-early") : loads.get(0);
        passUntil(goneNanos + length.toNanos() * 2 / 5);
        Provider leaving = providers.get(2);
        askedNanos = System.nanoTime();
        healths.without(leaving.name());
        leaving.process().terminate();
        exited = lab.within(EXIT_LIMIT, () -> !leaving.process().alive());
        lab.pass(Duration.ofMillis(500));
        quiet.addAll(loads.get(0).end());
        lab.say(leaving.name() + " was asked to end and was gone after "
                + Math.round(Times.millis(System.nanoTime() - askedNanos)) + " ms");

        Provider victim = providers.get(3);
        loads.get(0).begin(spec("kill"));
        lab.pass(Duration.ofMillis(500));
        healths.without(victim.name());
        victim.process().kill();
        killedNanos = System.nanoTime();
        lab.pass(Duration.ofSeconds(1));
        killed.addAll(loads.get(0).end());
        loads.get(0).begin(spec("return"));
        if (longEnough) {
            refused(early, judging);
        }
    }

    private void refused(Load early, Outcome.Judging judging) throws IOException, InterruptedException {
        boolean ended = lab.within(REFUSED_LIMIT, () -> !early.process().alive());
        String log = Files.readString(lab.folder().resolve("client-early.log"));
        judging.holds(ended, WORD + "a consumer started meanwhile neither came up nor gave up")
                .holds(log.contains(NOT_REACHED), WORD + "a consumer started meanwhile did not say " + NOT_REACHED);
        loads.remove(early);
    }

    private void passUntil(long moment) throws InterruptedException {
        lab.pass(Duration.ofNanos(Math.max(0, moment - System.nanoTime())));
    }

    void restart() throws IOException {
        cluster.start();
        consumer("client-newcomer");
    }

    /** The registry is there again and knows nothing: all say that they are well, and a newcomer sees all. */
    void back(Outcome.Judging judging) throws IOException, InterruptedException {
        cluster.awaitReady();
        long back = System.nanoTime();
        providers.get(3).startAgain();
        Healths.Seen seen = healths.await("READY", "", back, F9RegistryGone.BACK_LIMIT);
        judging.figure(WORD + "all say READY after ms", seen.worstMillis())
                .holds(seen.otherwise().isEmpty(), WORD + "not READY: " + seen.otherwise());
        Provider victim = providers.get(3);
        String again = victim.awaitReady();
        judging.holds(
                lab.within(F9RegistryGone.BACK_LIMIT, victim::hasServed),
                WORD + victim.name() + ", started again, got no call");
        Load newcomer = waitedOrAgain(judging);
        newcomers.addAll(newcomer.run(LoadSpec.of("client-new", RATE, BEAN_MILLIS, TIMEOUT), Duration.ofSeconds(2)));
        List<String> now = List.of(addresses.get(providers.get(0)), addresses.get(providers.get(1)), again);
        Map<String, Long> counts = Shares.counts(now, newcomers, Told::ok);
        judging.holds(!counts.containsValue(0L), WORD + "a newcomer does not see all: " + counts);
    }

    /** A consumer that is started before its registry is back waits for it, or says that it does not find it. */
    private Load waitedOrAgain(Outcome.Judging judging) throws IOException, InterruptedException {
        Load waiting = loads.get(1);
        try {
            waiting.awaitReady();
            judging.figure(WORD + "a consumer that was started before its return", "waited for it");
            return waiting;
        } catch (IOException gaveUp) {
            judging.figure(WORD + "a consumer that was started before its return", "gave up after 10 s")
                    .holds(
                            Files.readString(lab.folder().resolve("client-newcomer.log"))
                                    .contains(NOT_REACHED),
                            WORD + "it did not say " + NOT_REACHED);
        }
        Load again = consumer("client-newcomer-2");
        again.awaitReady();
        return again;
    }

    /** Returns all that callers were told. */
    List<Told> judge(Outcome.Judging judging) throws IOException, InterruptedException {
        List<Told> after = new ArrayList<>(loads.get(0).end());
        List<Told> undisturbed = new ArrayList<>(quiet);
        undisturbed.addAll(after);
        undisturbed.addAll(newcomers);
        List<Told> all = new ArrayList<>(undisturbed);
        all.addAll(killed);
        long onceMissed = OnceEach.notOnce(lab, undisturbed);
        String dead = addresses.get(providers.get(3));
        long calledDead = all.stream()
                .filter(call -> call.peer().equals(dead) && call.begin() - killedNanos > UNKNOWN_NANOS)
                .count();
        long steady = goneNanos + Times.seconds(1);
        judging.atMost(WORD + "calls failed", OnceEach.failed(undisturbed), 0)
                .atMost(WORD + "calls not run exactly once", onceMissed, 0)
                .atLeast(
                        WORD + "least share of a provider before",
                        Shares.least(addresses.values(), quiet, call -> goneNanos - call.begin() > 0),
                        Shares.LEAST)
                .atLeast(
                        WORD + "least share of a provider meanwhile",
                        Shares.least(
                                addresses.values(),
                                quiet,
                                call -> call.begin() - steady > 0 && askedNanos - call.begin() > 0),
                        Shares.LEAST)
                .holds(exited, WORD + "a provider did not end within " + EXIT_LIMIT)
                .atMost(
                        WORD + "repeatable calls failed by the kill",
                        killed.stream()
                                .filter(call -> !call.isWrite() && !call.ok())
                                .count(),
                        0)
                .figure(
                        WORD + "writes cut by the kill",
                        killed.stream()
                                .filter(call -> call.isWrite() && !call.ok())
                                .count())
                .atMost(
                        WORD + "of them not UNKNOWN",
                        killed.stream()
                                .filter(call -> !call.ok() && !call.progress().equals("UNKNOWN"))
                                .count(),
                        0)
                .atMost(WORD + "calls to the killed one", calledDead, FEW)
                .figure(WORD + "calls", all.size());
        return all;
    }
}
