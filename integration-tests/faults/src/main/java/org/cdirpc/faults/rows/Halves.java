package org.cdirpc.faults.rows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Child;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Network;
import org.cdirpc.faults.lab.Provider;

/**
 * Two halves of a cluster of embedded members, of two providers and a consumer each, on hosts of their own; the second half
 * has an empty host besides. One thread at a time.
 */
final class Halves {

    static final int EACH = 2;

    private static final int FIRST_PORT = 5701;
    private static final int LAST_PORT = 5702;
    private static final int HOSTS = 7;

    private final Lab lab;
    private final Network network;
    private final List<Provider> providers = new ArrayList<>();
    private final Map<Provider, String> addresses = new LinkedHashMap<>();
    private final List<Load> loads = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();

    private Halves(Lab lab) throws IOException, InterruptedException {
        this.lab = lab;
        network = lab.network(HOSTS);
        for (int i = 0; i < 2 * EACH; i++) {
            Network.Host host = network.host(i);
            providers.add(lab.provider("provider-" + (i + 1), config(host, FIRST_PORT), host.prefix()));
        }
        for (int half = 0; half < 2; half++) {
            Network.Host host = network.host(2 * EACH + half);
            loads.add(lab.load("consumer-" + (half + 1), config(host, FIRST_PORT), host.prefix()));
        }
        for (Provider provider : providers) {
            awaitReady(provider);
        }
        for (Load load : loads) {
            load.awaitReady();
        }
    }

    static Halves start(Lab lab) throws IOException, InterruptedException {
        return new Halves(lab);
    }

    private Map<String, String> config(Network.Host host, int port) {
        return lab.memberOn(network, host, port, List.of(FIRST_PORT, LAST_PORT));
    }

    private static int halfOf(int host) {
        return switch (host) {
            case 0, 1, 2 * EACH -> 0;
            default -> 1;
        };
    }

    void cut(boolean everything) throws IOException, InterruptedException {
        for (int one = 0; one < HOSTS; one++) {
            for (int other = 0; other < one; other++) {
                if (halfOf(one) == halfOf(other)) {
                    continue;
                }
                if (everything) {
                    network.cut(network.host(one), network.host(other));
                } else {
                    network.cutPorts(network.host(one), network.host(other), FIRST_PORT, LAST_PORT);
                }
            }
        }
    }

    void heal() throws IOException, InterruptedException {
        network.heal();
    }

    /** The second provider of a half, the one that is killed. */
    Provider victim(int half) {
        return providers.get(half * EACH + 1);
    }

    /** The address of its newest start that was waited for. */
    String address(Provider provider) {
        return addresses.getOrDefault(provider, "-");
    }

    void awaitReady(Provider provider) throws IOException, InterruptedException {
        addresses.put(provider, provider.awaitReady());
    }

    /** Starts the victim of the second half again, on the empty host and with another port of its member. */
    void startElsewhere() throws IOException {
        Network.Host host = network.host(HOSTS - 1);
        victim(1).startAgain(config(host, LAST_PORT), host.prefix());
    }

    List<Provider> providers() {
        return providers;
    }

    List<Load> loads() {
        return loads;
    }

    /** How all that live are. */
    Healths healths() {
        Healths healths = new Healths(lab);
        for (Provider provider : providers) {
            Child process = provider.process();
            if (process.alive()) {
                healths.of(provider.name(), process);
            }
        }
        for (int half = 0; half < loads.size(); half++) {
            healths.of("consumer-" + (half + 1), loads.get(half).process());
        }
        return healths;
    }

    /** All that callers were told in the rounds that are over. */
    List<Told> told() {
        return told;
    }
}
