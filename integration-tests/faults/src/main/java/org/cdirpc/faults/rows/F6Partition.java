package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.judge.Account;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.lab.Relay;
import org.cdirpc.faults.lab.Row;
import org.cdirpc.faults.node.LoadSpec;

/** The consumer is cut off from both providers, in four ways, each time healed again. */
final class F6Partition implements Row {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int RATE = 100;
    private static final int BEAN_MILLIS = 20;
    private static final double RECOVERY_SECONDS = 5;
    private static final Map<String, String> CONFIG = Map.of("cdirpc.server.threads", "32");

    private enum Kind {
        SYMMETRIC("symmetric"),
        CALLS_ONLY("one-way, calls"),
        ANSWERS_ONLY("one-way, answers"),
        RESET("reset");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        void begin(Relay relay) {
            if (this == RESET) {
                relay.reset(true);
            }
            if (this == SYMMETRIC || this == CALLS_ONLY) {
                relay.toProvider().hold();
            }
            if (this == SYMMETRIC || this == ANSWERS_ONLY) {
                relay.toConsumer().hold();
            }
        }

        static void heal(Relay relay) {
            relay.reset(false);
            relay.toProvider().release();
            relay.toConsumer().release();
        }
    }

    @Override
    public String id() {
        return "F6";
    }

    @Override
    public String title() {
        return "partition: symmetric, one-way, reset";
    }

    @Override
    public long limitSeconds(Form form) {
        return form.of(150L, 240L, 480L);
    }

    @Override
    public Outcome run(Lab lab) throws Exception {
        int[] ports = {lab.ports().next(), lab.ports().next()};
        List<Provider> providers = new ArrayList<>();
        for (int i = 0; i < ports.length; i++) {
            providers.add(lab.standalone("provider-" + (i + 1), ports[i], CONFIG));
        }
        for (Provider provider : providers) {
            provider.awaitReady();
        }
        List<Relay> relays = List.of(lab.relay(ports[0]), lab.relay(ports[1]));
        Load load = lab.loadOn("consumer", relays.get(0).port(), relays.get(1).port());
        load.awaitReady();
        List<Told> all =
                new ArrayList<>(load.run(LoadSpec.of("warm", RATE, BEAN_MILLIS, TIMEOUT), Duration.ofSeconds(2)));
        Outcome.Judging judging = new Outcome.Judging();
        for (Kind kind : Kind.values()) {
            all.addAll(partition(lab, load, relays, kind, judging));
        }
        Account account = lab.account(all);
        return judging.account(account).outcome();
    }

    private static List<Told> partition(Lab lab, Load load, List<Relay> relays, Kind kind, Outcome.Judging judging)
            throws IOException, InterruptedException {
        // The long form outlives the silence after which a channel is given up.
        Duration length = Duration.ofSeconds(lab.form().of(3, 4, 25));
        load.begin(LoadSpec.of(kind.name(), RATE, BEAN_MILLIS, TIMEOUT));
        lab.pass(Duration.ofSeconds(1));
        long cut = System.nanoTime();
        relays.forEach(kind::begin);
        lab.say(kind.words + " partition for " + length.toSeconds() + " s");
        lab.pass(length);
        long healed = System.nanoTime();
        relays.forEach(Kind::heal);
        lab.pass(Duration.ofSeconds(8));
        List<Told> told = load.end();
        long failed = told.stream()
                .filter(call -> !call.ok() && call.begin() - cut > 0 && healed - call.begin() > 0)
                .count();
        long okAfter = told.stream()
                .filter(call -> call.ok() && call.begin() - healed > Times.seconds(RECOVERY_SECONDS))
                .count();
        long overrun = Times.overrun(told, TIMEOUT.toNanos(), load.stalls());
        judging.figure(kind.words + ": failed", failed)
                .holds(failed > 0, kind.words + ": no call failed (expected: some; nothing was cut off)")
                .atMost(kind.words + ": past deadline ms", Times.millis(overrun), 100)
                .figure(kind.words + ": stall ms", Times.worstStall(load.stalls(), told))
                .atMost(
                        kind.words + ": recovered after ms",
                        Times.millis(Times.troubleAfter(told, healed)),
                        RECOVERY_SECONDS * 1000)
                .holds(okAfter > 0, kind.words + ": no call was answered later than 5 s after healing");
        return told;
    }
}
