package org.cdirpc.faults.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** When a process was kept from running, as its watcher noted: the scheduler, the garbage collector, or a signal. */
public final class Stalls {

    private record Stall(long from, long to) {}

    private final List<Stall> stalls;

    private Stalls(List<Stall> stalls) {
        this.stalls = stalls;
    }

    /** Reads a watcher's file; a line without its end does not count. */
    public static Stalls read(Path file) throws IOException {
        String text = Files.readString(file);
        return parse(text.substring(0, text.lastIndexOf('\n') + 1));
    }

    static Stalls parse(String text) {
        List<Stall> stalls = new ArrayList<>();
        for (String line : text.lines().toList()) {
            int space = line.indexOf(' ');
            stalls.add(new Stall(Long.parseLong(line.substring(0, space)), Long.parseLong(line.substring(space + 1))));
        }
        return new Stalls(stalls);
    }

    /** The longest that touches this stretch of time, in nanoseconds; 0 if none does. */
    public long worst(long from, long to) {
        long worst = 0;
        for (Stall stall : stalls) {
            if (stall.to() - from >= 0 && to - stall.from() >= 0) {
                worst = Math.max(worst, stall.to() - stall.from());
            }
        }
        return worst;
    }

    /** How much of this stretch of time was stalled, in nanoseconds. */
    public long within(long from, long to) {
        long sum = 0;
        for (Stall stall : stalls) {
            sum += Math.max(0, Math.min(stall.to(), to) - Math.max(stall.from(), from));
        }
        return sum;
    }
}
