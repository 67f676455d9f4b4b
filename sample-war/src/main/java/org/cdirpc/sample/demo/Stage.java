package org.cdirpc.sample.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cdirpc.sample.demo.account.Kill;

/** What happens on the stage is noted here: events for the timeline, kills and faults for the account. Thread-safe. */
final class Stage {

    private static final int TAIL = 12;

    private final Cue cue;
    private final Screen screen;
    private final List<Kill> kills = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    Stage(Cue cue, Screen screen) {
        this.cue = cue;
        this.screen = screen;
    }

    Cue cue() {
        return cue;
    }

    void event(String text) {
        screen.event(text);
        cue.changed();
    }

    void killed(Kill kill) {
        synchronized (this) {
            kills.add(kill);
        }
        cue.changed();
    }

    /** Something that must not happen: it is an event, and spoils the account. */
    void fault(String text) {
        synchronized (this) {
            faults.add(text);
        }
        event("FAULT: " + text);
    }

    /** A process ended that nobody asked to: its last words are part of the fault. */
    void endedByItself(String name, int code, Path log) {
        fault(name + " ended by itself with exit code " + code);
        for (String line : lastLines(log)) {
            screen.event("  " + name + ": " + line);
        }
    }

    private static List<String> lastLines(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            // Of a stack trace what was thrown says most, and that stands before its frames.
            lines.removeIf(line -> line.startsWith("\tat "));
            return lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
        } catch (IOException unreadable) {
            return List.of(unreadable.toString());
        }
    }

    synchronized List<Kill> kills() {
        return List.copyOf(kills);
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }
}
