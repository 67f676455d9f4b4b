package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.judge.Execution;
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
 * Two providers in a Hazelcast cluster; one after the other is asked to end (SIGTERM) while it runs calls of up to 5 s, and
 * started again. Callers that wait, callers that do not, and calls that nobody waits for: none of them fails, each runs
 * once, and what the provider ran when it was asked to end it runs to its end.
 */
final class F2Terminate implements Row {

    private static final int BEAN_MILLIS = 2;
    private static final int LONGEST_MILLIS = 5000;
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int DRAIN_SECONDS = 20;
    private static final int BEYOND_DRAIN_SECONDS = 5;
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(DRAIN_SECONDS + 2 * BEYOND_DRAIN_SECONDS);
    private static final Duration SERVES_LIMIT = Duration.ofSeconds(45);
    private static final Map<String, String> CONFIG =
            Map.of("cdirpc.server.threads", "500", "cdirpc.drain", DRAIN_SECONDS + "s");

    @Override
    public String id() {
        return "F2";
    }

    @Override
    public String title() {
        return "SIGTERM of a provider under load, with calls up to 5 s long";
    }

    @Override
    public long limitSeconds(Form form) {
        return form.of(120L, 240L, 2400L);
    }

    @Override
    public Outcome run(Lab lab) throws Exception {
        int rate = lab.form().of(500, 2000, 2000);
        int times = lab.form().of(1, 4, 50);
        List<Provider> providers = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            providers.add(lab.provider("provider-" + i, CONFIG, List.of()));
        }
        Load load = lab.load("consumer", Map.of(), List.of());
        for (Provider provider : providers) {
            provider.awaitReady();
        }
        load.awaitReady();
        load.begin(LoadSpec.of("terms", rate, BEAN_MILLIS, TIMEOUT)
                .oneWayPercent(10)
                .upTo(LONGEST_MILLIS));
        for (Provider provider : providers) {
            serves(lab, provider);
        }
        lab.pass(Duration.ofSeconds(3));
        lab.say("two providers run " + rate + " calls/s, one of 20 for up to 5 s; " + times + " times SIGTERM");
        List<Long> asked = new ArrayList<>();
        double longestExit = 0;
        for (int time = 0; time < times; time++) {
            Provider victim = providers.get(time % providers.size());
            long began = System.nanoTime();
            asked.add(began);
            victim.process().terminate();
            if (!lab.within(EXIT_LIMIT, () -> !victim.process().alive())) {
                return Outcome.broken(victim.name() + " did not end within " + EXIT_LIMIT);
            }
            double seconds = Times.millis(System.nanoTime() - began) / 1000;
            longestExit = Math.max(longestExit, seconds);
            victim.startAgain();
            victim.awaitReady();
            serves(lab, victim);
            lab.pass(Duration.ofSeconds(1));
            lab.say(String.format(
                    "SIGTERM %d of %d: %s was gone after %.1f s and serves again",
                    time + 1, times, victim.name(), seconds));
        }
        List<Told> told = load.end();
        return judge(lab, load, providers, told, asked, longestExit);
    }

    private static void serves(Lab lab, Provider provider) throws IOException, InterruptedException {
        if (!lab.within(SERVES_LIMIT, provider::hasServed)) {
            throw new IOException(provider.name() + " got no call within " + SERVES_LIMIT);
        }
    }

    private static Outcome judge(
            Lab lab, Load load, List<Provider> providers, List<Told> told, List<Long> asked, double longestExit)
            throws IOException, InterruptedException {
        long notOnce = OnceEach.notOnce(lab, told);
        int idle = 0;
        long finished = 0;
        for (int time = 0; time < asked.size(); time++) {
            Provider victim = providers.get(time % providers.size());
            long moment = asked.get(time);
            long these = victim.executions(time / providers.size() + 1).stream()
                    .filter(run -> moment - run.begin() > 0 && run.end() - moment > 0)
                    .count();
            finished += these;
            idle += these == 0 ? 1 : 0;
        }
        long cut = lab.executions().stream()
                .map(Execution::end)
                .filter(end -> end == 0)
                .count();
        Latencies begun = Latencies.ofStart(told, call -> true);
        return new Outcome.Judging()
                .figure("times SIGTERM", asked.size())
                .account(lab.account(told))
                .atMost("calls failed", OnceEach.failed(told), 0)
                .atMost("calls not run exactly once", notOnce, 0)
                .atMost("longest exit s", longestExit, DRAIN_SECONDS + BEYOND_DRAIN_SECONDS)
                .figure("calls running at SIGTERM that finished there", finished)
                .atMost("times SIGTERM found nothing running", idle, 0)
                .atMost("executions cut", cut, 0)
                .figure("begun late, p99.9 ms", begun.millis(99.9))
                .figure("longest stall of the consumer ms", Times.worstStall(load.stalls(), told))
                .outcome();
    }
}
