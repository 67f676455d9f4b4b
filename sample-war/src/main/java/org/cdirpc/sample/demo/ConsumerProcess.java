package org.cdirpc.sample.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.cdirpc.sample.demo.node.ConsumerMain;
import org.cdirpc.sample.demo.node.ProviderMain;
import org.cdirpc.sample.demo.node.Statistics;
import org.jspecify.annotations.Nullable;

/** The consumer's process and what it reports. The script's thread starts and ends it; all else is for any thread. */
final class ConsumerProcess {

    private static final String NAME = "consumer";

    /** Half seconds: the statistics of a second ago are so many back. */
    private static final int KEPT = 3;

    private final Launch launch;
    private final Stage stage;
    private final Runnable reported;
    private final Deque<Statistics> latest = new ArrayDeque<>();
    private @Nullable Child child;
    private volatile boolean ready;
    private volatile boolean done;
    private volatile boolean leaving;

    ConsumerProcess(Launch launch, Stage stage, Runnable reported) {
        this.launch = launch;
        this.stage = stage;
        this.reported = reported;
    }

    void start() throws IOException {
        Child started = launch.consumer(NAME, this::said);
        child = started;
        started.whenGone(code -> {
            if (!leaving) {
                leaving = true;
                stage.endedByItself(NAME, code, launch.log(NAME, 1));
            }
        });
    }

    private void said(String line) {
        if (line.equals(ProviderMain.READY)) {
            ready = true;
            stage.event(NAME + " up");
        } else if (line.startsWith(ConsumerMain.STATISTICS)) {
            report(Statistics.parse(line.substring(ConsumerMain.STATISTICS.length())));
        } else if (line.startsWith(ConsumerMain.DONE)) {
            report(Statistics.parse(line.substring(ConsumerMain.DONE.length())));
            done = true;
            stage.cue().changed();
        }
    }

    private void report(Statistics statistics) {
        synchronized (latest) {
            latest.addLast(statistics);
            while (latest.size() > KEPT) {
                latest.removeFirst();
            }
        }
        reported.run();
        stage.cue().changed();
    }

    boolean ready() {
        return ready;
    }

    boolean done() {
        return done;
    }

    /** Whether nothing more will come from it. */
    boolean over() {
        return done || leaving;
    }

    Statistics statistics() {
        synchronized (latest) {
            Statistics last = latest.peekLast();
            return last == null ? Statistics.NONE : last;
        }
    }

    /** The statistics of about a second before the last ones. */
    Statistics before() {
        synchronized (latest) {
            Statistics first = latest.peekFirst();
            return first == null ? Statistics.NONE : first;
        }
    }

    void begin() {
        tell(ConsumerMain.BEGIN);
    }

    /** Lets it finish what it has, and waits for that. */
    void end(Duration limit) throws InterruptedException {
        tell(ConsumerMain.END);
        // The script's own cue may have ended; this wait may not be cut short by that.
        Cue own = new Cue();
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (!over() && System.nanoTime() - end < 0) {
                own.pass(Duration.ofMillis(10));
            }
        } catch (Cue.Ended never) {
            throw new IllegalStateException(never);
        }
        if (!done) {
            stage.fault(NAME + " did not give its account within " + limit.toSeconds() + " s");
        }
    }

    void leave(Duration limit) throws InterruptedException {
        Child present = child;
        if (present != null && !leaving) {
            leaving = true;
            if (ready) {
                present.endInput();
            } else {
                present.kill();
            }
            if (!present.gone(limit)) {
                stage.fault(NAME + " did not end in order and in time after its input had ended");
            }
        }
    }

    /** Kills what is left of it, without a word. */
    void clear() {
        leaving = true;
        Child left = child;
        if (left != null) {
            left.kill();
        }
    }

    private void tell(String command) {
        Child present = child;
        if (present != null) {
            present.tell(command);
        }
    }
}
