package org.cdirpc.sample.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Providers are killed at random moments, also while they start, and started again after random pauses; but never the
 * last one that serves, because without any provider there is nothing that a framework could do. Each is killed once
 * before any is killed twice.
 */
final class Chaos implements Script {

    private static final int LEAST_PAUSE = 200;
    private static final int MOST_PAUSE = 3500;
    private static final int MOST_ABSENCE = 2000;

    private final Troupe troupe;
    private final Random random;
    private final Duration length;
    private final Map<Provider, Long> returns = new HashMap<>();

    Chaos(Troupe troupe, long seed, Duration length) {
        this.troupe = troupe;
        this.random = new Random(seed);
        this.length = length;
    }

    @Override
    public void play() throws Cue.Ended, IOException, InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        List<Provider> victims = new ArrayList<>();
        while (true) {
            if (victims.isEmpty()) {
                victims.addAll(troupe.providers());
                Collections.shuffle(victims, random);
            }
            Provider victim = victims.remove(0);
            // All is drawn before anything is waited for, so that a seed always gives the same numbers.
            long pause = millis(LEAST_PAUSE + random.nextInt(MOST_PAUSE - LEAST_PAUSE));
            long absence = millis(random.nextInt(MOST_ABSENCE));
            long moment = System.nanoTime() + pause;
            while (System.nanoTime() - moment < 0 || !mayDie(victim)) {
                if (System.nanoTime() - end >= 0) {
                    bringBack();
                    return;
                }
                startReturning();
                troupe.pass(Duration.ofMillis(10));
            }
            victim.kill();
            returns.put(victim, System.nanoTime() + absence);
        }
    }

    private boolean mayDie(Provider victim) {
        return victim.state() != Provider.State.DOWN
                && troupe.providers().stream().anyMatch(other -> other != victim && other.serving());
    }

    private void startReturning() throws IOException {
        for (Provider provider : troupe.providers()) {
            Long moment = returns.get(provider);
            if (moment != null && System.nanoTime() - moment >= 0) {
                returns.remove(provider);
                provider.start();
            }
        }
    }

    private void bringBack() throws Cue.Ended, IOException, InterruptedException {
        for (Provider provider : troupe.providers()) {
            if (returns.remove(provider) != null) {
                provider.start();
            }
        }
        for (Provider provider : troupe.providers()) {
            troupe.awaitServing(provider);
        }
    }

    private static long millis(long millis) {
        return millis * 1_000_000;
    }
}
