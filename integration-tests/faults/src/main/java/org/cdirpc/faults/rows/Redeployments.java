package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.cdirpc.faults.judge.Account;
import org.cdirpc.faults.judge.Execution;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.lab.Redeployed;
import org.cdirpc.faults.lab.Redeployed.Left;
import org.cdirpc.faults.node.LoadSpec;
import org.cdirpc.faults.node.Vitals;

/**
 * An application that serves and calls is deployed and undeployed many times in one JVM, under the calls of another
 * process: no call fails, each runs once, and what the JVM has after the last time is what it had after the second. (After
 * the first it has not yet loaded all that stays.) In two processes: in one, all libraries are in the application, as in a
 * web archive; in the other they are in the process, as with a server that has them as modules.
 */
final class Redeployments {

    private static final int RATE = 60;
    private static final int OWN_RATE = 20;
    private static final int BEAN_MILLIS = 200;
    private static final int SETTLING = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration SERVES_LIMIT = Duration.ofSeconds(30);
    private static final Duration SERVING = Duration.ofMillis(400);
    private static final int MEMBERS = 4;

    private final Lab lab;
    private final int times;
    private final List<OneProcess> processes = new ArrayList<>();
    private final Deque<Map<String, String>> configs = new ArrayDeque<>();

    Redeployments(Lab lab, int times) {
        this.lab = lab;
        this.times = times;
    }

    /** One of the processes, what it had after the second time, and when it was told to undeploy. */
    private static final class OneProcess {

        private final Redeployed process;
        private final List<Long> undeployments = new ArrayList<>();
        private Vitals early = new Vitals(0, 0, 0, 0, 0, 0, 0);

        OneProcess(Redeployed process) {
            this.process = process;
        }

        void undeploy() throws IOException {
            undeployments.add(System.nanoTime());
            process.undeploy();
        }

        void mark() throws IOException, InterruptedException {
            process.mark();
            early = process.process().vitals();
        }

        /** Calls that ran when an application was told to go, and ended there. */
        long finished() throws IOException {
            long finished = 0;
            for (int number = 1; number <= undeployments.size(); number++) {
                long moment = undeployments.get(number - 1);
                finished += process.executions(number).stream()
                        .filter(run -> moment - run.begin() > 0 && run.end() - moment > 0)
                        .count();
            }
            return finished;
        }

        void judge(Outcome.Judging judging, int times) throws IOException, InterruptedException {
            String name = process.name() + ": ";
            Left left = process.left();
            Vitals late = process.process().vitals();
            judging.atMost(name + "class loaders left", left.loaders(), 0)
                    .atMost(name + "threads, MBeans, hooks left", left.more().size(), 0)
                    .holds(left.more().isEmpty(), String.join(", ", left.more()))
                    .atMost(name + "threads more", late.threads() - early.threads(), 0)
                    .atMost(name + "descriptors more", late.descriptors() - early.descriptors(), 0)
                    .atMost(name + "MBeans more", late.mbeans() - early.mbeans(), 0)
                    .figure(name + "classes more", late.classes() - early.classes())
                    .atMost(
                            name + "heap KiB more",
                            (late.heap() - early.heap()) / 1024,
                            HeapTrend.allowance(early.heap()) / 1024)
                    .atMost(name + "direct KiB more", (late.direct() - early.direct()) / 1024, 0)
                    .atLeast(name + "calls running at undeployment that finished there", finished(), times);
        }
    }

    /** A cluster of their own, so that nobody else of the row notices. */
    private void makeConfigs() {
        List<Integer> ports = new ArrayList<>();
        for (int member = 0; member < MEMBERS; member++) {
            ports.add(lab.ports().next());
        }
        String members = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        for (int port : ports) {
            configs.add(Map.of(
                    "cdirpc.cluster.name",
                    "redeployments-" + ProcessHandle.current().pid(),
                    "cdirpc.cluster.members",
                    members,
                    "cdirpc.cluster.port",
                    String.valueOf(port),
                    "cdirpc.server.threads",
                    "64",
                    "cdirpc.drain",
                    "10s"));
        }
    }

    /** Does them; returns the account of all calls. */
    Account run(Outcome.Judging judging) throws IOException, InterruptedException {
        makeConfigs();
        Provider stays = lab.provider("stays", configs.remove(), List.of());
        Load load = lab.load("caller", configs.remove(), List.of());
        for (Redeployed.Libraries libraries : Redeployed.Libraries.values()) {
            String name = "libraries-" + libraries.name().toLowerCase(Locale.ROOT);
            processes.add(new OneProcess(lab.redeployed(name, libraries, configs.remove())));
        }
        stays.awaitReady();
        load.awaitReady();
        load.begin(LoadSpec.of("redeployments", RATE, BEAN_MILLIS, TIMEOUT));
        for (OneProcess each : processes) {
            each.process.awaitReady();
        }
        for (int time = 1; time <= times; time++) {
            once(time);
        }
        List<Told> own = new ArrayList<>();
        judging.figure("redeployments of each", times);
        for (OneProcess each : processes) {
            each.judge(judging, times);
            own.addAll(each.process.told());
        }
        List<Told> told = new ArrayList<>(load.end());
        told.addAll(own);
        List<Execution> executions = new ArrayList<>(stays.executions());
        for (OneProcess each : processes) {
            executions.addAll(each.process.executions());
        }
        judging.atLeast("calls of redeployed applications", own.size(), times)
                .atMost("calls failed beside redeployments", OnceEach.failed(told), 0)
                .atMost("of them not run exactly once", OnceEach.notOnce(executions, told), 0);
        load.process().close();
        stays.process().close();
        processes.forEach(each -> each.process.process().close());
        return Account.of(told, executions);
    }

    private void once(int time) throws IOException, InterruptedException {
        for (OneProcess each : processes) {
            each.process.deploy(OWN_RATE, BEAN_MILLIS, TIMEOUT);
        }
        for (OneProcess each : processes) {
            each.process.awaitDeployed();
            if (!lab.within(SERVES_LIMIT, each.process::hasServed)) {
                throw new IOException(
                        each.process.name() + ", deployment " + time + ": no call within " + SERVES_LIMIT);
            }
        }
        lab.pass(SERVING);
        for (OneProcess each : processes) {
            each.undeploy();
        }
        for (OneProcess each : processes) {
            each.process.awaitUndeployed();
            if (time == SETTLING) {
                each.mark();
            }
        }
        if (time % 10 == 0 || time == times) {
            lab.say(time + " of " + times + " redeployments");
        }
    }
}
