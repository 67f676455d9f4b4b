package org.cdirpc.sample.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Providers are killed at random moments, also while they start, and started again after random pauses; but never the
 * last one that serves, because without any provider there is nothing that a framework could do.
 */
final class Chaos implements Script {

    private final Troupe troupe;
    private final Fate fate;
    private final Duration length;
    private final Map<Provider, Long> returns = new HashMap<>();

    Chaos(Troupe troupe, Fate fate, Duration length) {
        this.troupe = troupe;
        this.fate = fate;
        this.length = length;
    }

    @Override
    public void play() throws Cue.Ended, IOException, InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        while (strike(fate.next(), end)) {
            bringBack(false);
        }
        bringBack(true);
        for (Provider provider : troupe.providers()) {
            troupe.awaitServing(provider);
        }
    }

    /** Kills one once it is time and another one serves; false if the end comes first. */
    private boolean strike(Fate.Strike strike, long end) throws Cue.Ended, IOException, InterruptedException {
        Provider victim = troupe.providers().get(strike.victim());
        long moment = after(strike.pauseMillis());
        while (System.nanoTime() - moment < 0 || !mayDie(victim)) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            bringBack(false);
            troupe.pass(Duration.ofMillis(10));
        }
        victim.kill();
        returns.put(victim, after(strike.absenceMillis()));
        return true;
    }

    private boolean mayDie(Provider victim) {
        return victim.state() != Provider.State.DOWN
                && troupe.providers().stream().anyMatch(other -> other != victim && other.serving());
    }

    /** Starts those whose absence is over, or all. */
    private void bringBack(boolean all) throws IOException {
        for (Provider provider : troupe.providers()) {
            Long moment = returns.get(provider);
            if (moment != null && (all || System.nanoTime() - moment >= 0)) {
                returns.remove(provider);
                provider.start();
            }
        }
    }

    private static long after(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
