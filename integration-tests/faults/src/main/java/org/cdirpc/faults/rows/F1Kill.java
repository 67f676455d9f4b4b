package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.judge.Account;
import org.cdirpc.faults.judge.Latencies;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.lab.Row;
import org.cdirpc.faults.node.LoadSpec;

/**
 * Three providers in a Hazelcast cluster; one after the other is killed outright while it runs calls, and started again,
 * under a new instance id and on another port.
 */
final class F1Kill implements Row {

    private static final int RATE = 400;
    private static final int BEAN_MILLIS = 300;
    private static final int IN_FLIGHT = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration BACK_LIMIT = Duration.ofSeconds(45);
    private static final Map<String, String> CONFIG = Map.of("cdirpc.server.threads", "200", "cdirpc.drain", "1s");

    @Override
    public String id() {
        return "F1";
    }

    @Override
    public String title() {
        return "kill -9 of a provider in mid-call";
    }

    @Override
    public long limitSeconds(Form form) {
        return form.of(120L, 300L, 3000L);
    }

    @Override
    public Outcome run(Lab lab) throws Exception {
        int kills = lab.form().of(2, 10, 100);
        List<Provider> providers = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            providers.add(lab.provider("provider-" + i, CONFIG, List.of()));
        }
        Load load = lab.load("consumer", Map.of(), List.of());
        for (Provider provider : providers) {
            provider.awaitReady();
        }
        load.awaitReady();
        List<Told> all = new ArrayList<>(warm(lab, load, providers));
        lab.say("three providers and a consumer are warm; " + RATE + " calls/s of " + BEAN_MILLIS + " ms, " + kills
                + " kills");

        load.begin(LoadSpec.of("kills", RATE, BEAN_MILLIS, TIMEOUT).atMost(IN_FLIGHT));
        lab.pass(Duration.ofSeconds(2));
        for (int kill = 0; kill < kills; kill++) {
            Provider victim = providers.get(kill % providers.size());
            victim.process().kill();
            victim.startAgain();
            victim.awaitReady();
            if (!lab.within(BACK_LIMIT, victim::hasServed)) {
                return Outcome.broken(victim.name() + " was started again and got no call within " + BACK_LIMIT);
            }
            lab.pass(Duration.ofMillis(500));
            lab.say("kill " + (kill + 1) + " of " + kills + ": " + victim.name() + " was killed and serves again");
        }
        List<Told> told = load.end();
        all.addAll(told);
        return judge(lab, load, told, all, kills);
    }

    /** Until every provider has run calls: connections, codecs and hot methods are there. */
    private static List<Told> warm(Lab lab, Load load, List<Provider> providers)
            throws IOException, InterruptedException {
        load.begin(LoadSpec.of("warm", 100, 20, TIMEOUT));
        for (Provider provider : providers) {
            if (!lab.within(BACK_LIMIT, provider::hasServed)) {
                throw new IOException(provider.name() + " got no call within " + BACK_LIMIT);
            }
        }
        lab.pass(Duration.ofSeconds(2));
        return load.end();
    }

    private static Outcome judge(Lab lab, Load load, List<Told> told, List<Told> all, int kills) throws IOException {
        Account account = lab.account(all);
        long cut = lab.executions().stream().filter(run -> run.end() == 0).count();
        Latencies latencies = Latencies.of(told, call -> true);
        long repeatableFailed =
                told.stream().filter(call -> !call.isWrite() && !call.ok()).count();
        List<Told> writesFailed =
                told.stream().filter(call -> call.isWrite() && !call.ok()).toList();
        long otherwise = writesFailed.stream()
                .filter(call -> !call.progress().equals("UNKNOWN"))
                .count();
        return new Outcome.Judging()
                .figure("kills", kills)
                .account(account)
                .atLeast("executions cut by kills", cut, kills)
                .atMost("longest call ms", latencies.max(), lab.form().bar(1000, 2500))
                .figure("p99 ms", latencies.millis(99))
                .atMost("repeatable calls failed", repeatableFailed, 0)
                .figure("writes failed", writesFailed.size())
                .atMost("of them not UNKNOWN", otherwise, 0)
                .figure("longest stall of the consumer ms", Times.worstStall(load.stalls(), told))
                .figure("not made, over " + IN_FLIGHT + " in flight", load.notMade())
                .outcome();
    }
}
