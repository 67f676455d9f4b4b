package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Network;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.node.LoadSpec;

/**
 * Three providers and a consumer that are embedded members on hosts of a network, on which the members' ports are cut
 * between all hosts and those of the channels are not: four clusters of one node each.
 */
final class RegistryCut {

    private static final String WORD = "cut registry: ";
    private static final int PORT = 5701;
    private static final int PROVIDERS = 3;
    private static final int RATE = 100;
    private static final int BEAN_MILLIS = 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Lab lab;
    private final Network network;
    private final List<Provider> providers = new ArrayList<>();
    private final Map<Provider, String> addresses = new LinkedHashMap<>();
    private final Load load;
    private final Healths healths;
    private long goneNanos;
    private long healedNanos;

    private RegistryCut(Lab lab) throws IOException, InterruptedException {
        this.lab = lab;
        network = lab.network(PROVIDERS + 1);
        healths = new Healths(lab);
        for (int i = 0; i < PROVIDERS; i++) {
            Network.Host host = network.host(i);
            providers.add(lab.provider("member-provider-" + (i + 1), config(host), host.prefix()));
        }
        Network.Host host = network.host(PROVIDERS);
        load = lab.load("member-consumer", config(host), host.prefix());
    }

    private Map<String, String> config(Network.Host host) {
        return lab.memberOn(network, host, PORT, List.of(PORT));
    }

    static RegistryCut start(Lab lab) throws IOException, InterruptedException {
        return new RegistryCut(lab);
    }

    void awaitReady() throws IOException, InterruptedException {
        for (Provider provider : providers) {
            addresses.put(provider, provider.awaitReady());
            healths.of(provider.name(), provider.process());
        }
        load.awaitReady();
        healths.of("member-consumer", load.process());
    }

    void begin() throws IOException, InterruptedException {
        load.begin(LoadSpec.of("member-cut", RATE, BEAN_MILLIS, TIMEOUT));
        for (Provider provider : providers) {
            if (!lab.within(F9RegistryGone.BACK_LIMIT, provider::hasServed)) {
                throw new IOException(provider.name() + " got no call");
            }
        }
    }

    void cut() throws IOException, InterruptedException {
        List<Network.Host> hosts = network.hosts();
        for (int one = 0; one < hosts.size(); one++) {
            for (int other = 0; other < one; other++) {
                network.cutPorts(hosts.get(one), hosts.get(other), PORT, PORT);
            }
        }
        goneNanos = System.nanoTime();
    }

    void noticed(Outcome.Judging judging) throws IOException, InterruptedException {
        Healths.Seen seen = healths.await("DEGRADED", Healths.OTHERS_LOST, goneNanos, F9RegistryGone.NOTICED_LIMIT);
        judging.figure(WORD + "all say DEGRADED after ms", seen.worstMillis())
                .holds(seen.otherwise().isEmpty(), WORD + "not DEGRADED: " + seen.otherwise());
    }

    void stillNoticed(Outcome.Judging judging) throws IOException, InterruptedException {
        Healths.Seen seen = healths.await("DEGRADED", Healths.OTHERS_LOST, System.nanoTime(), Duration.ZERO);
        judging.holds(seen.otherwise().isEmpty(), WORD + "not DEGRADED any more: " + seen.otherwise());
    }

    void heal() throws IOException, InterruptedException {
        network.heal();
        healedNanos = System.nanoTime();
    }

    void back(Outcome.Judging judging) throws IOException, InterruptedException {
        Healths.Seen seen = healths.await("READY", "", healedNanos, F9RegistryGone.BACK_LIMIT);
        judging.figure(WORD + "all say READY after ms", seen.worstMillis())
                .holds(seen.otherwise().isEmpty(), WORD + "not READY: " + seen.otherwise());
    }

    List<Told> judge(Outcome.Judging judging) throws IOException, InterruptedException {
        List<Told> told = load.end();
        judging.atMost(WORD + "calls failed", OnceEach.failed(told), 0)
                .atMost(WORD + "calls not run exactly once", OnceEach.notOnce(lab, told), 0)
                .atLeast(
                        WORD + "least share of a provider meanwhile",
                        Shares.least(
                                addresses.values(),
                                told,
                                call -> call.begin() - goneNanos > Times.seconds(1) && healedNanos - call.begin() > 0),
                        Shares.LEAST)
                .figure(WORD + "calls", told.size());
        return told;
    }
}
