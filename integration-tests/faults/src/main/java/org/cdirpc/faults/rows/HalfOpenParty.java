package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Descriptors;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.node.LoadSpec;

/**
 * One consumer of F7 with its one channel, whose two ends are watched by the inodes of their sockets. For one thread.
 */
final class HalfOpenParty {

    private static final int RATE = 40;
    private static final int BEAN_MILLIS = 200;
    private static final Duration USUAL = Duration.ofSeconds(1);
    private static final Duration WARM = Duration.ofMillis(400);
    private static final int WARM_LOOKS = 10;

    /**
     * What happens to a consumer.
     *
     * @param name of it
     * @param cut which way packets are lost
     * @param timeout of the calls that it makes throughout; zero if it is idle until it is healed
     * @param vanishes whether it is killed behind the cut, so that nobody is left who could close
     */
    record Kind(String name, Line.Cut cut, Duration timeout, boolean vanishes) {
        boolean calls() {
            return !timeout.isZero();
        }
    }

    private final Kind kind;
    private final Line line;
    private final Load load;
    private final int port;
    private final boolean exact;
    private final List<Told> told = new ArrayList<>();
    private int before;
    private long end;
    private long providersEnd;
    private long closed;
    private long providerClosed;
    private long returned;

    HalfOpenParty(Lab lab, Kind kind, Line line, Map<String, String> config) throws IOException {
        this.kind = kind;
        this.line = line;
        this.exact = line.drops();
        this.port = Integer.parseInt(line.endpoint().substring(line.endpoint().indexOf(':') + 1));
        this.load = lab.load(kind.name(), config, line.prefix());
    }

    Kind kind() {
        return kind;
    }

    Load load() {
        return load;
    }

    List<Told> told() {
        return told;
    }

    /** Opens the channel, and finds both ends of it; what the provider has besides belongs to others. */
    void open(Provider provider, int served, Set<Long> others) throws IOException, InterruptedException {
        before = descriptors().settled();
        Set<Long> here = Set.of();
        // The first calls of a process may take longer than one look.
        for (int look = 1; here.isEmpty() && look <= WARM_LOOKS; look++) {
            told.addAll(load.run(LoadSpec.of("warm-" + kind.name() + "-" + look, RATE, 1, USUAL), WARM));
            here = descriptors().established(port);
        }
        Set<Long> there = new HashSet<>(Descriptors.of(provider.process().pid()).established(served));
        there.removeAll(others);
        if (here.size() != 1 || there.size() != 1) {
            throw new IOException(kind.name() + ": " + here.size() + " connections here, " + there.size()
                    + " there (expected: one at each end)");
        }
        end = here.iterator().next();
        providersEnd = there.iterator().next();
        others.add(providersEnd);
        if (kind.calls()) {
            load.begin(LoadSpec.of(kind.name(), RATE, BEAN_MILLIS, kind.timeout()));
        }
    }

    void cut() throws IOException, InterruptedException {
        line.cut(kind.cut());
        if (kind.vanishes()) {
            load.process().kill();
        }
    }

    void heal() throws IOException, InterruptedException {
        line.heal();
        if (!kind.calls() && !kind.vanishes()) {
            load.begin(LoadSpec.of(kind.name(), RATE, 1, USUAL));
        }
    }

    void end() throws IOException, InterruptedException {
        if (!kind.vanishes()) {
            told.addAll(load.end());
        }
    }

    /** Looks at both ends; whether both are closed and what the consumer held before is all that it holds. */
    boolean look(Descriptors provider) throws IOException {
        long now = System.nanoTime();
        if (providerClosed == 0 && !provider.sockets().contains(providersEnd)) {
            providerClosed = now;
        }
        if (!kind.vanishes()) {
            Descriptors own = descriptors();
            if (closed == 0 && !own.sockets().contains(end)) {
                closed = now;
            }
            if (returned == 0 && closed != 0 && (!exact || own.settled() <= before)) {
                returned = now;
            }
        }
        return providerClosed != 0 && (kind.vanishes() || returned != 0);
    }

    /** When the consumer's end was closed; 0 if it is not. */
    long closed() {
        return closed;
    }

    /** When the provider's end was closed; 0 if it is not. */
    long providerClosed() {
        return providerClosed;
    }

    /** When the consumer held no more than before its channel; 0 if it does. */
    long returned() {
        return returned;
    }

    /** What the consumer holds too many; negative if it holds fewer than before. */
    int surplus() throws IOException {
        return descriptors().settled() - before;
    }

    /** How many channels it has. */
    int channels() throws IOException {
        return descriptors().established(port).size();
    }

    private Descriptors descriptors() throws IOException {
        return Descriptors.of(load.process().pid());
    }
}
