package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cdirpc.faults.judge.Execution;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Descriptors;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Network;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.lab.Row;

/**
 * Packets between consumers and their provider are lost, and nobody is told: no FIN, no RST. One channel of each consumer;
 * idle, with calls in flight that have little time or much, lost one way only, and of a consumer that is gone for good.
 */
final class F7HalfOpen implements Row {

    private static final double RECOVERY_SECONDS = 5;
    private static final double OVERRUN_MILLIS = 100;
    private static final Duration LONG_DEAD = Duration.ofSeconds(20);
    private static final Duration LITTLE = Duration.ofSeconds(1);

    @Override
    public String id() {
        return "F7";
    }

    @Override
    public String title() {
        return "half-open connection: packets dropped, no FIN";
    }

    @Override
    public long limitSeconds(Form form) {
        return form.of(75L, 120L, 210L);
    }

    @Override
    public Outcome run(Lab lab) throws Exception {
        Duration dead = lab.form().of(Duration.ofSeconds(3), Duration.ofSeconds(5), LONG_DEAD);
        Map<String, String> times = lab.form() == Form.LONG
                ? Map.of()
                : Map.of(
                        "cdirpc.ping.interval", dead.toMillis() / 2 + "ms",
                        "cdirpc.ping.dead", dead.toMillis() + "ms");
        Outcome.Judging judging = new Outcome.Judging();
        List<HalfOpenParty.Kind> kinds = kinds(lab.form(), dead);
        Optional<String> whyNot = Network.whyNot();
        whyNot.ifPresent(why -> judging.remark("no packets were dropped, a relay held bytes back"
                + " instead, and of descriptors only the channels' own are judged: " + why));
        Network network = whyNot.isPresent() ? null : lab.network(kinds.size() + 1);
        int port = lab.ports().next();

        Map<String, String> config = new LinkedHashMap<>(times);
        config.put("cdirpc.cluster", "none");
        config.put("cdirpc.port", String.valueOf(port));
        config.put("cdirpc.server.threads", "32");
        if (network != null) {
            // Addresses of a network in which there is nobody else.
            config.put("cdirpc.allow-cleartext", "true");
            config.put("cdirpc.host", network.host(0).address());
        }
        Provider provider = lab.provider(
                "provider",
                config,
                network == null ? List.of() : network.host(0).prefix());
        List<HalfOpenParty> parties = new ArrayList<>();
        for (HalfOpenParty.Kind kind : kinds) {
            Line line = network == null
                    ? new Line.Relayed(lab.relay(port))
                    : new Line.Cable(network, network.host(0), network.host(parties.size() + 1), port);
            Map<String, String> own = new LinkedHashMap<>(times);
            own.put("cdirpc.endpoints", line.endpoint());
            parties.add(new HalfOpenParty(lab, kind, line, own));
        }
        provider.awaitReady();
        int before = Descriptors.of(provider.process().pid()).settled();
        Set<Long> ends = new HashSet<>();
        for (HalfOpenParty party : parties) {
            party.load().awaitReady();
            party.open(provider, port, ends);
        }
        lab.pass(LITTLE);
        lab.say("nothing passes any more between the provider and " + kinds.size() + " consumers; ping "
                + dead.toMillis() / 2 + " ms, dead " + dead.toMillis() + " ms");
        long cut = System.nanoTime();
        for (HalfOpenParty party : parties) {
            party.cut();
        }
        long bar = 2 * dead.toNanos();
        Duration patience = dead.multipliedBy(2).plusSeconds(1);
        lab.within(patience, () -> {
            Descriptors held = Descriptors.of(provider.process().pid());
            boolean all = network == null || held.settled() <= before;
            for (HalfOpenParty party : parties) {
                all &= party.look(held);
            }
            return all;
        });
        // Long enough for some dials that fail.
        lab.pass(dead.dividedBy(2));
        if (network != null) {
            int surplus = Descriptors.of(provider.process().pid()).settled() - before;
            judging.atMost("provider: descriptors more than before", surplus, 0);
        }
        for (HalfOpenParty party : parties) {
            judgeEnds(judging, party, cut, bar);
        }
        long healed = System.nanoTime();
        for (HalfOpenParty party : parties) {
            party.heal();
        }
        lab.say("healed after " + (healed - cut) / 1_000_000 + " ms");
        lab.pass(Duration.ofSeconds((long) RECOVERY_SECONDS + 1));
        List<Told> all = new ArrayList<>();
        Set<Long> ran = lab.executions().stream().map(Execution::id).collect(Collectors.toSet());
        for (HalfOpenParty party : parties) {
            party.end();
            all.addAll(party.told());
            judgeCalls(lab.form(), judging, party, cut, healed, ran);
        }
        return judging.account(lab.account(all)).outcome();
    }

    private static List<HalfOpenParty.Kind> kinds(Form form, Duration dead) {
        // So much time that the end of the channel answers them, and not their own end.
        Duration much = dead.multipliedBy(2).plusSeconds(2);
        List<HalfOpenParty.Kind> kinds = new ArrayList<>(List.of(
                new HalfOpenParty.Kind("idle", Line.Cut.BOTH, Duration.ZERO, false),
                new HalfOpenParty.Kind("patient", Line.Cut.BOTH, much, false),
                new HalfOpenParty.Kind("gone", Line.Cut.BOTH, Duration.ZERO, true)));
        if (form != Form.BRIEF) {
            kinds.add(new HalfOpenParty.Kind("hasty", Line.Cut.BOTH, LITTLE, false));
            kinds.add(new HalfOpenParty.Kind("calls-lost", Line.Cut.CALLS, much, false));
            kinds.add(new HalfOpenParty.Kind("answers-lost", Line.Cut.ANSWERS, LITTLE, false));
        }
        return kinds;
    }

    private static void judgeEnds(Outcome.Judging judging, HalfOpenParty party, long cut, long bar) throws IOException {
        String name = party.kind().name();
        judgeTime(judging, name + ": provider's end closed ms", party.providerClosed(), cut, bar);
        if (!party.kind().vanishes()) {
            judgeTime(judging, name + ": its end closed ms", party.closed(), cut, bar);
            judging.holds(
                    party.returned() != 0 && party.returned() - cut <= bar,
                    name + ": " + party.surplus() + " descriptors more than before its channel (expected: none)");
        }
    }

    private static void judgeTime(Outcome.Judging judging, String name, long moment, long cut, long bar) {
        if (moment == 0) {
            judging.holds(false, name + ": never (expected: at most " + Times.millis(bar) + ")");
            return;
        }
        judging.atMost(name, Times.millis(moment - cut), Times.millis(bar));
    }

    private static void judgeCalls(
            Form form, Outcome.Judging judging, HalfOpenParty party, long cut, long healed, Set<Long> ran)
            throws IOException {
        HalfOpenParty.Kind kind = party.kind();
        if (kind.vanishes()) {
            return;
        }
        List<Told> told = party.told();
        String name = kind.name();
        if (kind.calls()) {
            List<Told> begun = told.stream()
                    .filter(call -> !call.ok() && call.begin() - healed < 0 && call.end() - cut > 0)
                    .toList();
            long unknown = begun.stream()
                    .filter(call -> call.progress().equals("UNKNOWN") && ran.contains(call.id()))
                    .count();
            long overrun = Times.overrun(
                    told.stream().filter(call -> call.end() - cut > 0).toList(),
                    kind.timeout().toNanos(),
                    party.load().stalls());
            judging.figure(name + ": failed", begun.size())
                    .holds(!begun.isEmpty(), name + ": no call failed (expected: some; nothing was cut off)")
                    .figure(name + ": ran and told as UNKNOWN", unknown)
                    .holds(
                            unknown > 0 || kind.cut() == Line.Cut.CALLS,
                            name + ": no call ran whose answer was lost (expected: some were in flight)")
                    .atMost(
                            name + ": past deadline ms",
                            Times.millis(overrun),
                            form.bar(OVERRUN_MILLIS, 5 * OVERRUN_MILLIS));
        }
        long okAfter = told.stream()
                .filter(call -> call.ok() && call.begin() - healed > Times.seconds(RECOVERY_SECONDS))
                .count();
        judging.atMost(
                        name + ": recovered after ms",
                        Times.millis(Times.troubleAfter(told, healed)),
                        RECOVERY_SECONDS * 1000)
                .holds(okAfter > 0, name + ": no call was answered later than 5 s after healing")
                .holds(party.channels() == 1, name + ": " + party.channels() + " channels (expected: one again)");
    }
}
