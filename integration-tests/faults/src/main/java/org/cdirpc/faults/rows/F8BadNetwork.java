package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cdirpc.faults.judge.Account;
import org.cdirpc.faults.judge.Latencies;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Network;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Relay;
import org.cdirpc.faults.lab.Row;
import org.cdirpc.faults.node.LoadSpec;

/**
 * A bad network, one thing at a time: latency and a narrow line by a relay, loss of packets at both ends in a network of
 * two namespaces. Every echo's bytes belong to its call alone.
 */
final class F8BadNetwork implements Row {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int RATE = 200;
    private static final int BYTES = 400;
    private static final long LATENCY_MILLIS = 200;
    private static final long JITTER_MILLIS = 50;
    private static final long MEGABIT = 1_000_000;
    private static final int LOSS_WITH_A_BAR = 5;

    @Override
    public String id() {
        return "F8";
    }

    @Override
    public String title() {
        return "latency, loss, a narrow line";
    }

    @Override
    public long limitSeconds(Form form) {
        return form.of(120L, 180L, 420L);
    }

    @Override
    public Outcome run(Lab lab) throws Exception {
        Outcome.Judging judging = new Outcome.Judging();
        relayed(lab, judging);
        Optional<String> whyNot = Network.whyNot();
        if (whyNot.isPresent()) {
            judging.holds(false, "loss untested: " + whyNot.get() + " (expected: root, iproute2 and nftables)");
        } else {
            lossy(lab, judging);
        }
        return judging.outcome();
    }

    private static void relayed(Lab lab, Outcome.Judging judging) throws IOException, InterruptedException {
        int port = lab.ports().next();
        lab.standalone("provider", port, Map.of()).awaitReady();
        Relay relay = lab.relay(port);
        Load load = lab.loadOn("consumer", relay.port());
        load.awaitReady();
        judge(lab, judging, "as it is", load.run(spec("plain"), Duration.ofSeconds(2)));

        relay.toProvider().delay(LATENCY_MILLIS, JITTER_MILLIS);
        relay.toConsumer().delay(LATENCY_MILLIS, JITTER_MILLIS);
        judge(lab, judging, "200+-50 ms each way", load.run(spec("latency"), length(lab)));

        relay.toProvider().delay(0, 0);
        relay.toConsumer().delay(0, 0);
        relay.toProvider().bandwidth(MEGABIT);
        relay.toConsumer().bandwidth(MEGABIT);
        judge(lab, judging, "1 Mbit/s", load.run(spec("narrow"), length(lab)));
    }

    private static void lossy(Lab lab, Outcome.Judging judging) throws IOException, InterruptedException {
        Network network = lab.network(2);
        int port = lab.ports().next();
        // Addresses of a network in which there is nobody else.
        Network.Host host = network.host(0);
        Map<String, String> provider = new LinkedHashMap<>();
        provider.put("cdirpc.cluster", "none");
        provider.put("cdirpc.allow-cleartext", "true");
        provider.put("cdirpc.host", host.address());
        provider.put("cdirpc.port", String.valueOf(port));
        lab.provider("far-provider", provider, host.prefix()).awaitReady();
        Map<String, String> consumer = Map.of("cdirpc.endpoints", host.address() + ":" + port);
        Load load = lab.load("far-consumer", consumer, network.host(1).prefix());
        load.awaitReady();
        judge(lab, judging, "two hosts", load.run(spec("hosts"), Duration.ofSeconds(2)));
        for (int percent : new int[] {1, LOSS_WITH_A_BAR, 20}) {
            network.lose(percent);
            List<Told> told = load.run(spec("loss-" + percent), length(lab));
            network.lose(0);
            double ok = judge(lab, judging, percent + " % loss", told);
            if (percent == LOSS_WITH_A_BAR) {
                judging.holds(ok >= 99, "ok at 5 % loss: " + ok + " % (expected: at least 99 %)");
            }
        }
    }

    private static LoadSpec spec(String name) {
        return LoadSpec.of(name, RATE, 0, TIMEOUT).echoing(BYTES);
    }

    private static Duration length(Lab lab) {
        return Duration.ofSeconds(lab.form().of(3, 5, 30));
    }

    private static double judge(Lab lab, Outcome.Judging judging, String condition, List<Told> told)
            throws IOException {
        // Only this condition's calls, so that executions of the others are not strays.
        Set<Long> ids = new HashSet<>();
        told.forEach(call -> ids.add(call.id()));
        Account account = Account.of(
                told,
                lab.executions().stream().filter(run -> ids.contains(run.id())).toList());
        double ok = 100.0 * account.ok() / Math.max(1, account.calls());
        Latencies latencies = Latencies.ofIntended(told, call -> true);
        lab.say(String.format(
                "%s: %d calls, %.2f %% ok, p50 %.1f ms, p99 %.1f ms",
                condition, account.calls(), ok, latencies.millis(50), latencies.millis(99)));
        judging.figure(condition + ": ok %", ok)
                .figure(condition + ": p50 ms", latencies.millis(50))
                .figure(condition + ": p99 ms", latencies.millis(99))
                .atMost(condition + ": corrupt or misrouted", account.corrupt() + account.stray(), 0)
                .holds(account.balances(), condition + ": " + account.imbalance())
                .holds(account.ok() > 0, condition + ": no call was answered");
        return ok;
    }
}
