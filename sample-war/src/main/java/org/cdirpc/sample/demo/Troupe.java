package org.cdirpc.sample.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.cdirpc.sample.demo.node.Statistics;

/** The processes of a run. One thread leads them; what they are doing may be seen from any. */
final class Troupe implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(40);
    private static final Duration SERVE_LIMIT = Duration.ofSeconds(40);
    private static final Duration END_LIMIT = Duration.ofSeconds(15);

    private final Launch launch;
    private final Stage stage;
    private final Screen screen;
    private final ConsumerProcess consumer;
    private final List<Provider> providers = new ArrayList<>();

    Troupe(Launch launch, int count, Stage stage, Screen screen) {
        this.launch = launch;
        this.stage = stage;
        this.screen = screen;
        this.consumer = new ConsumerProcess(launch, stage, this::show);
        for (int i = 1; i <= count; i++) {
            providers.add(new Provider("provider-" + i, launch, stage, this::answered));
        }
    }

    private long answered(String node) {
        return consumer.statistics().answered().getOrDefault(node, 0L);
    }

    private void show() {
        List<View.Node> nodes = providers.stream()
                .map(provider -> new View.Node(provider.name(), provider.state(), provider.starts()))
                .toList();
        screen.show(new View(nodes, consumer.statistics(), consumer.before()));
    }

    List<Provider> providers() {
        return providers;
    }

    /** Starts all processes, begins to place orders and waits until every provider has answered some. */
    void begin() throws Cue.Ended, IOException, InterruptedException {
        // The first alone: members that start at the same moment take long to agree who is the oldest.
        providers.get(0).start();
        awaitUp("the first provider up", () -> providers.get(0).state() == Provider.State.UP);
        for (Provider provider : providers.subList(1, providers.size())) {
            provider.start();
        }
        consumer.start();
        awaitUp(
                "all processes up",
                () -> consumer.ready()
                        && providers.stream().allMatch(provider -> provider.state() == Provider.State.UP));
        consumer.begin();
        for (Provider provider : providers) {
            awaitServing(provider);
        }
        stage.event("orders are answered by all " + providers.size() + " providers");
    }

    void awaitServing(Provider provider) throws Cue.Ended, InterruptedException {
        require(
                provider.name() + " answering orders",
                stage.cue()
                        .await(
                                SERVE_LIMIT,
                                () -> provider.serving()
                                        || provider.state() == Provider.State.DOWN
                                        || consumer.over()));
        if (provider.serving() && provider.starts() > 1) {
            stage.event(provider.name() + " answers again");
        }
    }

    private void awaitUp(String what, BooleanSupplier up) throws Cue.Ended, InterruptedException {
        boolean inTime = stage.cue()
                .await(START_LIMIT, () -> up.getAsBoolean() || !stage.faults().isEmpty());
        if (inTime && !up.getAsBoolean()) {
            throw new Cue.Ended();
        }
        require(what, inTime);
    }

    private void require(String what, boolean inTime) throws Cue.Ended {
        if (!inTime) {
            stage.fault(what + ": not within " + START_LIMIT.toSeconds() + " s");
        }
        if (!inTime || consumer.over()) {
            throw new Cue.Ended();
        }
    }

    /** Lets time pass; after a fault there is no point in going on. */
    void pass(Duration time) throws Cue.Ended, InterruptedException {
        if (stage.cue().await(time, () -> !stage.faults().isEmpty())) {
            throw new Cue.Ended();
        }
    }

    /** Places no more orders, then ends all processes; returns the consumer's totals. */
    Statistics end() throws InterruptedException {
        if (consumer.ready()) {
            consumer.end(Launch.TIME_LIMIT.plusSeconds(4));
        }
        // One after the other: members that leave a cluster all at once wait for each other.
        consumer.leave(END_LIMIT);
        for (Provider provider : providers) {
            provider.leave(END_LIMIT);
        }
        return consumer.statistics();
    }

    /** The ledgers of all starts of all providers, by the provider's name. */
    List<Ledger> ledgers() {
        List<Ledger> ledgers = new ArrayList<>();
        for (Provider provider : providers) {
            for (int start = 1; start <= provider.starts(); start++) {
                ledgers.add(new Ledger(provider.name(), launch.ledger(provider.name(), start)));
            }
        }
        return ledgers;
    }

    /** Kills what is left. */
    @Override
    public void close() {
        providers.forEach(Provider::clear);
        consumer.clear();
    }

    /** What one start of a provider ran; the file is missing if it ran nothing. */
    record Ledger(String node, Path file) {}
}
