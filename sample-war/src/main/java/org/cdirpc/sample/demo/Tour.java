package org.cdirpc.sample.demo;

import java.io.IOException;
import java.time.Duration;

/** One provider is killed, and when it serves again, the other is stopped gracefully. */
final class Tour implements Script {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Troupe troupe;
    private final Duration scene;
    private final boolean again;

    /** A tour with so much time between its events; once, or again and again with the roles exchanged. */
    Tour(Troupe troupe, Duration scene, boolean again) {
        this.troupe = troupe;
        this.scene = scene;
        this.again = again;
    }

    @Override
    public void play() throws Cue.Ended, IOException, InterruptedException {
        Provider killed = troupe.providers().get(0);
        Provider stopped = troupe.providers().get(1);
        do {
            round(killed, stopped);
            Provider other = killed;
            killed = stopped;
            stopped = other;
        } while (again);
    }

    private void round(Provider killed, Provider stopped) throws Cue.Ended, IOException, InterruptedException {
        troupe.pass(scene);
        killed.kill();
        troupe.pass(scene);
        killed.start();
        troupe.awaitServing(killed);
        troupe.pass(scene);
        stopped.stop(STOP_LIMIT);
        troupe.pass(scene);
        stopped.start();
        troupe.awaitServing(stopped);
        troupe.pass(scene);
    }
}
