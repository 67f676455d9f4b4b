package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cdirpc.faults.catalogue.Catalogue;
import org.cdirpc.faults.catalogue.Verdict;
import org.cdirpc.faults.judge.Execution;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.lab.Row;
import org.cdirpc.faults.node.LoadSpec;

/**
 * Three providers in a cluster are upgraded to a newer release of their contract and rolled back again, one at a time and in
 * order, while consumers of both releases call them and check all that they are given: fields that came and went, constants
 * and a method that are new. Then a release that breaks them is deployed, with the gate open and with the gate shut. First
 * of all, the catalogue of changes.
 */
final class F4RollingUpgrade implements Row {

    private static final int RATE = 100;
    private static final int BEAN_MILLIS = 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);
    private static final Duration SERVES_LIMIT = Duration.ofSeconds(30);

    @Override
    public String id() {
        return "F4";
    }

    @Override
    public String title() {
        return "rolling upgrade to another release of the contract, and back";
    }

    @Override
    public long limitSeconds(Form form) {
        return form.of(150L, 240L, 900L);
    }

    @Override
    public Outcome run(Lab lab) throws Exception {
        Outcome.Judging judging = new Outcome.Judging();
        catalogue(lab, judging);
        new Upgrade(lab, judging).run();
        return judging.outcome();
    }

    private static void catalogue(Lab lab, Outcome.Judging judging) throws InterruptedException {
        List<Verdict> verdicts = Catalogue.runAll();
        lab.say("catalogue: " + Catalogue.summary(verdicts));
        judging.figure("catalogue", Catalogue.summary(verdicts));
        for (Verdict verdict : verdicts) {
            judging.holds(
                    verdict.isAsExpected(),
                    verdict.change() + ", " + verdict.direction() + ": " + String.join("; ", verdict.shortfalls()));
        }
    }

    /** The processes of one run. */
    private static final class Upgrade {

        private final Lab lab;
        private final Outcome.Judging judging;
        private final UpgradeReleases releases;
        private final List<Provider> providers = new ArrayList<>();
        private final List<Told> all = new ArrayList<>();
        private final Set<String> newerStarts = new HashSet<>();
        private final Load older;
        private final Load newer;
        private final Load modern;

        Upgrade(Lab lab, Outcome.Judging judging) throws IOException, InterruptedException {
            this.lab = lab;
            this.judging = judging;
            this.releases = UpgradeReleases.compileInto(lab.folder().resolve("releases"));
            for (int i = 1; i <= 3; i++) {
                Map<String, String> config = new HashMap<>(releases.older());
                // So that a new instance has its share of the calls while it is looked at.
                config.put("cdirpc.warm-up", "1s");
                providers.add(lab.provider("provider-" + i, config, List.of()));
            }
            older = lab.load("older-consumer", releases.older(), List.of());
            newer = lab.load("newer-consumer", releases.newer(), List.of());
            modern = lab.load("modern-consumer", releases.modern(), List.of());
            for (Provider provider : providers) {
                provider.awaitReady();
            }
            older.awaitReady();
            newer.awaitReady();
            modern.awaitReady();
        }

        void run() throws IOException, InterruptedException {
            lab.say("three providers of 1.2, consumers of 1.2 and 1.3, and one that calls what only 1.3 has");
            int rounds = lab.form().of(1, 1, 5);
            for (int round = 1; round <= rounds; round++) {
                upgradeAndBack(round);
            }
            judge();
            breakWithOpenGate();
            breakWithShutGate();
        }

        private void upgradeAndBack(int round) throws IOException, InterruptedException {
            older.begin(spec("older-" + round));
            newer.begin(spec("newer-" + round));
            lab.pass(Duration.ofMillis(500));
            upgrade(providers.get(0));
            lab.pass(Duration.ofSeconds(1));
            modern.begin(spec("modern-" + round));
            upgrade(providers.get(1));
            upgrade(providers.get(2));
            lab.pass(Duration.ofMillis(500));
            back(providers.get(0));
            if (lab.form() != Form.BRIEF) {
                back(providers.get(1));
            }
            List<Told> modernTold = modern.end();
            if (lab.form() != Form.BRIEF) {
                back(providers.get(2));
            }
            lab.pass(Duration.ofMillis(500));
            List<Told> olderTold = older.end();
            List<Told> newerTold = newer.end();
            served(olderTold, newerTold, modernTold);
            all.addAll(olderTold);
            all.addAll(newerTold);
            all.addAll(modernTold);
        }

        private void upgrade(Provider provider) throws IOException, InterruptedException {
            newerStarts.add(provider.name() + "." + (provider.starts() + 1));
            replace(provider, gated(releases.newer(), "fail"), "1.3");
        }

        /** A consumer lives that accepts 1.2 and has a method that only 1.3 has, which it knows; the gate lets it pass. */
        private void back(Provider provider) throws IOException, InterruptedException {
            replace(provider, gated(releases.older(), "fail"), "1.2");
        }

        private static Map<String, String> gated(Map<String, String> release, String gate) {
            Map<String, String> settings = new HashMap<>(release);
            settings.put("cdirpc.versions.gate", gate);
            return settings;
        }

        /** Stops one in order, starts it with another release, and waits until it has run calls. */
        private void replace(Provider provider, Map<String, String> release, String version)
                throws IOException, InterruptedException {
            stop(provider);
            provider.startAgain(release);
            provider.awaitReady();
            if (!lab.within(SERVES_LIMIT, provider::hasServed)) {
                throw new IOException(provider.name() + " of " + version + " got no call within " + SERVES_LIMIT);
            }
            lab.say(provider.name() + " serves " + version);
        }

        private void stop(Provider provider) throws IOException, InterruptedException {
            provider.process().terminate();
            if (!lab.within(STOP_LIMIT, () -> !provider.process().alive())) {
                throw new IOException(provider.name() + " did not end within " + STOP_LIMIT);
            }
        }

        /** Which releases ran the calls of which consumers. */
        private void served(List<Told> olderTold, List<Told> newerTold, List<Told> modernTold) throws IOException {
            long olderByNewer = ran(olderTold, true);
            long newerByOlder = ran(newerTold, false);
            long modernByOlder = ran(modernTold, false);
            judging.atLeast("1.2 consumer served by 1.3", olderByNewer, 1)
                    .atLeast("1.3 consumer served by 1.2", newerByOlder, 1)
                    .atLeast("calls of what only 1.3 has", modernTold.size(), 1)
                    .atMost("of them run by 1.2", modernByOlder, 0);
        }

        private long ran(List<Told> told, boolean byNewer) throws IOException {
            Set<Long> ids = told.stream().map(Told::id).collect(Collectors.toSet());
            long count = 0;
            for (Provider provider : providers) {
                for (int start = 1; start <= provider.starts(); start++) {
                    if (newerStarts.contains(provider.name() + "." + start) == byNewer) {
                        count += provider.executions(start).stream()
                                .map(Execution::id)
                                .filter(ids::contains)
                                .count();
                    }
                }
            }
            return count;
        }

        private void judge() {
            judging.figure(
                            "nodes replaced",
                            providers.stream()
                                    .mapToInt(provider -> provider.starts() - 1)
                                    .sum())
                    .atMost("calls failed", failed(all), 0)
                    .atMost("wrong values", wrong(all), 0);
        }

        /** Nothing that fits elsewhere fails; who has nothing but the misfit is told so, and nothing of his runs. */
        private void breakWithOpenGate() throws IOException, InterruptedException {
            Provider broken = providers.get(2);
            older.begin(spec("older-beside-misfit"));
            newer.begin(spec("newer-beside-misfit"));
            stop(broken);
            broken.startAgain(gated(releases.breaking(), "warn"));
            String address = broken.awaitReady();
            lab.say("provider-3 serves 1.4, which fits nobody");
            int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
            Load stranded = lab.loadOn("stranded-consumer", releases.older(), port);
            stranded.awaitReady();
            List<Told> refused = stranded.run(spec("stranded"), Duration.ofSeconds(1));
            List<Told> beside = new ArrayList<>(older.end());
            beside.addAll(newer.end());
            all.addAll(refused);
            all.addAll(beside);
            long otherwise = refused.stream()
                    .filter(call -> !call.outcome().equals("CONTRACT_MISMATCH") || !call.saidNotRun())
                    .count();
            judging.figure("refused by a misfit", refused.size())
                    .figure(
                            "told",
                            Set.copyOf(refused.stream().map(Told::word).toList())
                                    .toString())
                    .holds(!refused.isEmpty(), "no call met the misfit")
                    .atMost("of them not as CONTRACT_MISMATCH before it ran", otherwise, 0)
                    .atMost(
                            "run by the misfit",
                            broken.executions(broken.starts()).size(),
                            0)
                    .atLeast("calls beside the misfit", beside.size(), 1)
                    .atMost("of them failed", failed(beside), 0);
        }

        /** The process ends, and says what would break and for whom. */
        private void breakWithShutGate() throws IOException, InterruptedException {
            Provider broken = providers.get(1);
            stop(broken);
            broken.startAgain(gated(releases.breaking(), "fail"));
            boolean ended = lab.within(SERVES_LIMIT, () -> !broken.process().alive() || broken.isReady());
            boolean refused = ended && !broken.process().alive();
            String said = refused ? broken.log() : "";
            judging.holds(
                    refused, "the gate let a release start that breaks live consumers (cdirpc.versions.gate=fail)");
            for (String word : List.of(
                    "place(long, int, Order)", "Order.count", "int32", "text", "older-consumer", "newer-consumer")) {
                judging.holds(
                        !refused || said.contains(word), "the gate does not say " + word + ": " + firstProblem(said));
            }
            judging.figure("gate", refused ? "refused to start" : "let it start")
                    .account(lab.account(all));
            lab.say("with the gate shut, provider-2 of 1.4 " + (refused ? "refused to start" : "started"));
        }

        private static String firstProblem(String said) {
            return said.lines()
                    .filter(line -> line.contains("CDIRPC36"))
                    .findFirst()
                    .orElse("nothing");
        }

        private static LoadSpec spec(String name) {
            return LoadSpec.of(name, RATE, BEAN_MILLIS, TIMEOUT);
        }

        private static long failed(List<Told> told) {
            return told.stream().filter(call -> !call.ok()).count();
        }

        /** Answers that the caller did not ask for, and arguments that the provider found to be wrong. */
        private static long wrong(List<Told> told) {
            return told.stream()
                    .filter(call ->
                            call.outcome().equals("CORRUPT") || call.outcome().equals("UNDECLARED_EXCEPTION"))
                    .count();
        }
    }
}
