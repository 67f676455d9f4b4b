package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.judge.Execution;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Child;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.lab.Redeployed;
import org.cdirpc.faults.lab.Relay;

/**
 * Who takes part in the soak. Of three providers the first is killed, the second told to end, and the third frozen, so that
 * one of them lives throughout. One consumer finds them in the cluster; the other has a list, of relays. Beside them there
 * are an application that is redeployed, a member that comes and goes, and somebody who calls in bursts only.
 */
final class SoakCast {

    static final int THREADS = 16;
    static final int BEAN_MILLIS = 50;
    static final Duration TIMEOUT = Duration.ofSeconds(4);

    private static final Duration SERVES_LIMIT = Duration.ofSeconds(45);
    private static final int DRAIN_SECONDS = 10;

    final Lab lab;
    final List<Provider> providers = new ArrayList<>();
    final List<Relay> relays = new ArrayList<>();
    final Load finding;
    final Load listed;
    final Load bursts;
    final Redeployed redeployed;

    /** Those that are never restarted, by name. */
    final Map<String, Child> steady = new LinkedHashMap<>();

    private final List<String> addresses = new ArrayList<>();
    private Load passing;
    private int passings = 1;

    SoakCast(Lab lab) throws IOException, InterruptedException {
        this.lab = lab;
        for (int i = 1; i <= 3; i++) {
            int port = lab.ports().next();
            Map<String, String> config = Map.of(
                    "cdirpc.server.threads", String.valueOf(THREADS),
                    "cdirpc.drain", DRAIN_SECONDS + "s",
                    "cdirpc.port", String.valueOf(port));
            providers.add(lab.provider("provider-" + i, config, List.of()));
            addresses.add("127.0.0.1:" + port);
            relays.add(lab.relay(port));
        }
        redeployed = lab.redeployed(
                "redeployed",
                Redeployed.Libraries.BUNDLED,
                Map.of("cdirpc.server.threads", String.valueOf(THREADS), "cdirpc.drain", DRAIN_SECONDS + "s"));
        finding = lab.load("finds", Map.of(), List.of());
        listed = lab.loadOn("has-a-list", relays.stream().mapToInt(Relay::port).toArray());
        bursts = lab.load("bursts", Map.of(), List.of());
        passing = lab.load("passing-1", Map.of(), List.of());
        for (Provider provider : providers) {
            provider.awaitReady();
        }
        for (Load load : List.of(finding, listed, bursts, passing)) {
            load.awaitReady();
        }
        redeployed.awaitReady();
        steady.put("provider-3", providers.get(2).process());
        steady.put("finds", finding.process());
        steady.put("has-a-list", listed.process());
        steady.put("bursts", bursts.process());
        steady.put("redeployed", redeployed.process());
    }

    /** Where a call of this provider is said to have gone, directly or by its relay. */
    boolean wentTo(int provider, Told call) {
        return call.peer().equals(addresses.get(provider))
                || call.peer().equals("127.0.0.1:" + relays.get(provider).port());
    }

    void deploy() throws IOException, InterruptedException {
        redeployed.deploy(0, BEAN_MILLIS, TIMEOUT);
        redeployed.awaitDeployed();
    }

    void undeploy() throws IOException, InterruptedException {
        redeployed.undeploy();
        redeployed.awaitUndeployed();
    }

    /** A member of the cluster that nobody calls. */
    Child passing() {
        return passing.process();
    }

    void anotherPasses() throws IOException, InterruptedException {
        passings++;
        passing = lab.load("passing-" + passings, Map.of(), List.of());
        passing.awaitReady();
    }

    /** Starts a provider again and waits until calls go there. */
    void startAgain(Provider provider) throws IOException, InterruptedException {
        provider.startAgain();
        provider.awaitReady();
        if (!lab.within(SERVES_LIMIT, provider::hasServed)) {
            throw new IOException(provider.name() + " was started again and got no call within " + SERVES_LIMIT);
        }
    }

    void awaitEnd(Provider provider) throws IOException, InterruptedException {
        Duration limit = Duration.ofSeconds(DRAIN_SECONDS + 10L);
        if (!lab.within(limit, () -> !provider.process().alive())) {
            throw new IOException(provider.name() + " did not end within " + limit);
        }
    }

    /** Where every provider and the application are, to ask later for what they ran from here on. */
    Ran from() {
        return new Ran(
                System.nanoTime(),
                providers.stream().map(Provider::starts).toList(),
                Math.max(1, redeployed.deployments()));
    }

    /**
     * A place in all ledgers.
     *
     * @param moment what began before it does not count
     * @param starts the providers' newest start then
     * @param deployment the newest then
     */
    record Ran(long moment, List<Integer> starts, int deployment) {

        /** What began since then. */
        List<Execution> since(SoakCast cast) throws IOException {
            List<Execution> all = new ArrayList<>();
            for (int i = 0; i < starts.size(); i++) {
                Provider provider = cast.providers.get(i);
                for (int start = starts.get(i); start <= provider.starts(); start++) {
                    all.addAll(provider.executions(start));
                }
            }
            for (int number = deployment; number <= cast.redeployed.deployments(); number++) {
                all.addAll(cast.redeployed.executions(number));
            }
            return all.stream().filter(run -> run.begin() - moment >= 0).toList();
        }
    }
}
