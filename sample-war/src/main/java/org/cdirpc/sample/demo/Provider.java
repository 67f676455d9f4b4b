package org.cdirpc.sample.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.cdirpc.sample.demo.account.Kill;
import org.cdirpc.sample.demo.node.ProviderMain;
import org.jspecify.annotations.Nullable;

/**
 * One provider through all its starts. The script's thread starts and ends it; its state may be read by any thread.
 */
final class Provider {

    /** What it is doing. */
    enum State {
        DOWN,
        STARTING,
        UP,
        STOPPING
    }

    private static final Duration DEATH_LIMIT = Duration.ofSeconds(5);

    private final String name;
    private final Launch launch;
    private final Stage stage;
    private final ToLongFunction<String> answered;
    private volatile State state = State.DOWN;
    private volatile int starts;
    private volatile long answeredWhenUp;
    private @Nullable Child child;

    /** A provider that is not started yet; {@code answered} tells how many orders it answered, as far as is known. */
    Provider(String name, Launch launch, Stage stage, ToLongFunction<String> answered) {
        this.name = name;
        this.launch = launch;
        this.stage = stage;
        this.answered = answered;
    }

    String name() {
        return name;
    }

    State state() {
        return state;
    }

    /** How often it was started. */
    int starts() {
        return starts;
    }

    /** Whether this start of it has answered orders. */
    boolean serving() {
        return state == State.UP && answered.applyAsLong(name) > answeredWhenUp;
    }

    void start() throws IOException {
        int start = starts + 1;
        starts = start;
        state = State.STARTING;
        Child started = launch.provider(name, start, line -> said(start, line));
        child = started;
        started.whenGone(code -> gone(start, code));
        if (start > 1) {
            stage.event("starting " + name + " again");
        }
    }

    private void said(int start, String line) {
        if (line.equals(ProviderMain.READY) && start == starts && state == State.STARTING) {
            answeredWhenUp = answered.applyAsLong(name);
            state = State.UP;
            stage.event(start == 1 ? name + " up" : name + " back");
        }
    }

    private void gone(int start, int code) {
        if (start == starts && (state == State.STARTING || state == State.UP)) {
            state = State.DOWN;
            stage.endedByItself(name, code, launch.log(name, start));
        }
    }

    /** Kills it outright. */
    void kill() throws InterruptedException {
        Child victim = child;
        if (victim == null) {
            return;
        }
        boolean starting = state == State.STARTING;
        state = State.DOWN;
        long from = System.currentTimeMillis();
        victim.kill();
        victim.gone(DEATH_LIMIT);
        stage.killed(new Kill(name, from, System.currentTimeMillis()));
        stage.event("killed " + name + " (SIGKILL)" + (starting ? ", which was still starting" : ""));
    }

    /** Stops it gracefully (SIGTERM). */
    void stop(Duration limit) throws InterruptedException {
        Child leaving = child;
        if (leaving == null) {
            return;
        }
        state = State.STOPPING;
        stage.event(name + " stopping gracefully (SIGTERM)");
        long from = System.nanoTime();
        leaving.terminate();
        boolean itself = leaving.gone(limit);
        state = State.DOWN;
        if (itself) {
            stage.event(name + " stopped, after " + (System.nanoTime() - from) / 1_000_000 + " ms");
        } else {
            stage.fault(name + " was told to stop and had not after " + limit.toSeconds() + " s");
        }
    }

    /** Ends its input, at the end of the run, and waits until it is gone; one that is still starting is killed. */
    void leave(Duration limit) throws InterruptedException {
        Child leaving = child;
        if (leaving != null && state == State.STARTING) {
            state = State.DOWN;
            leaving.kill();
            leaving.gone(DEATH_LIMIT);
        } else if (leaving != null && state != State.DOWN) {
            state = State.STOPPING;
            leaving.endInput();
            boolean itself = leaving.gone(limit);
            state = State.DOWN;
            if (!itself) {
                stage.fault(name + " did not end in order and in time after its input had ended");
            }
        }
    }

    /** Kills what is left of it, without a word. */
    void clear() {
        Child left = child;
        if (left != null) {
            left.kill();
        }
    }
}
