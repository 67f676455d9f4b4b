package org.cdirpc.sample.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.cdirpc.sample.demo.account.Account;
import org.cdirpc.sample.demo.account.AccountTable;
import org.cdirpc.sample.demo.node.Statistics;

/** One run of the demo, from the first process to the account. */
final class Demo {

    private static final Duration SMOKE_SCENE = Duration.ofMillis(2500);
    private static final Duration LIVE_SCENE = Duration.ofSeconds(6);
    private static final Duration CHAOS_ENDS = Duration.ofSeconds(42);
    private static final Duration LEAST_CHAOS = Duration.ofSeconds(20);
    private static final long SEEDS = 1_000_000;

    private final DemoOptions options;
    private final PrintStream out;
    private final Cue cue = new Cue();
    private final Screen screen;
    private final Stage stage;
    private final long begin = System.nanoTime();
    private final long seed;
    private volatile boolean interrupted;

    Demo(DemoOptions options, PrintStream out, boolean terminal) {
        this.options = options;
        this.out = out;
        this.screen = Screen.on(out, terminal);
        this.stage = new Stage(cue, screen);
        this.seed = options.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong(SEEDS));
    }

    /** How a run came out. */
    enum Result {
        BALANCES,
        DOES_NOT_BALANCE,
        /** It was ended before its script was over; what there was of it balances. */
        NOT_FINISHED
    }

    /** Ends it early, from any thread; {@link #run} then comes to the account. */
    void end() {
        interrupted = true;
        cue.end();
    }

    /** Runs it, from the first process to the account. */
    Result run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("cdi-rpc-demo-");
        String run = "demo-" + ProcessHandle.current().pid() + "-"
                + Long.toString(System.currentTimeMillis() % 1_000_000, Character.MAX_RADIX);
        Launch launch = new Launch(run, folder, Ports.free(new Random()));
        int count = options.chaos() ? 3 : 2;
        out.println("cdi-rpc demo: " + count + " providers and a consumer on this machine, cluster " + run
                + (options.chaos() ? ", seed " + seed : "")
                + (options.endless() ? "; Ctrl-C ends it and shows the account" : ""));
        Account account;
        try (Troupe troupe = new Troupe(launch, count, stage, screen)) {
            play(troupe);
            stage.event("no more orders; ending all processes");
            Statistics last = troupe.end();
            screen.close();
            List<Troupe.Ledger> ledgers = troupe.ledgers();
            account = Reckoning.of(launch, last, ledgers, stage);
            if (interrupted && last.placed() == 0 && stage.faults().isEmpty()) {
                out.println("Ended before the first order.");
                delete(folder);
                return Result.NOT_FINISHED;
            }
            out.println();
            AccountTable.of(account, ledgers.size(), summary(last)).forEach(out::println);
        }
        out.flush();
        if (!account.balances()) {
            out.println("Ledgers, outcomes and logs are kept in " + folder);
            return Result.DOES_NOT_BALANCE;
        }
        delete(folder);
        return interrupted && !options.endless() ? Result.NOT_FINISHED : Result.BALANCES;
    }

    private void play(Troupe troupe) throws IOException, InterruptedException {
        try {
            troupe.begin();
            long from = System.nanoTime();
            if (!options.smoke() && !options.chaos()) {
                options.seconds().ifPresent(this::endAfter);
            }
            script(troupe).play();
            long left = options.seconds().orElse(0) * 1_000_000_000L - (System.nanoTime() - from);
            if (left > 0) {
                troupe.pass(Duration.ofNanos(left));
            }
        } catch (Cue.Ended ended) {
            // To the account.
        }
    }

    private Script script(Troupe troupe) {
        if (options.chaos()) {
            return new Chaos(troupe, new Fate(seed, troupe.providers().size()), chaosLength());
        }
        return new Tour(troupe, options.smoke() ? SMOKE_SCENE : LIVE_SCENE, !options.smoke());
    }

    /** As asked; else until the whole run is so old, however long the processes took to start. */
    private Duration chaosLength() {
        if (options.seconds().isPresent()) {
            return Duration.ofSeconds(options.seconds().getAsInt());
        }
        Duration left = CHAOS_ENDS.minusNanos(System.nanoTime() - begin);
        return left.compareTo(LEAST_CHAOS) > 0 ? left : LEAST_CHAOS;
    }

    private void endAfter(int seconds) {
        Thread timer = new Thread(
                () -> {
                    try {
                        new Cue().pass(Duration.ofSeconds(seconds));
                    } catch (Cue.Ended | InterruptedException over) {
                        // Ends at once then.
                    }
                    cue.end();
                },
                "demo-timer");
        timer.setDaemon(true);
        timer.start();
    }

    private List<String> summary(Statistics last) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "  %,d calls in %.1f s of load, %,d of them quotes and %,d views; orders: p50 %s  p99 %s  max %s ms",
                last.calls(),
                last.millis() / 1000.0,
                last.quotes(),
                last.views(),
                View.millis(last.p50()),
                View.millis(last.p99()),
                View.millis(last.max())));
        lines.add(String.format(
                Locale.ROOT,
                "  %d kills; %.1f s in all%s",
                stage.kills().size(),
                (System.nanoTime() - begin) / 1e9,
                options.chaos() ? "; the same again: --chaos --seed " + seed : ""));
        return lines;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
