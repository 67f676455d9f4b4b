package org.cdirpc.faults.node;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.cdirpc.RpcHealth;

/** What any process of the lab is asked about itself, by a line of its input, and answers by one of its output. */
public final class Questions {

    /** The line that asks how its node is. */
    public static final String HEALTH = "health";

    /** What the line begins with that says it: the state, and the reasons, each after a bar. */
    public static final String IS = "@health ";

    /** The line that asks what time it is there. */
    public static final String CLOCK = "clock";

    /** What the line begins with that says it: milliseconds of the wall clock, nanoseconds of the monotonic one. */
    public static final String TIME = "@clock ";

    private final Supplier<RpcHealth> health;

    Questions(Supplier<RpcHealth> health) {
        this.health = health;
    }

    /** Answers if the line is a question; whether it was. */
    boolean answered(String line) throws IOException {
        switch (line) {
            case Vitals.ASK -> System.out.println(Vitals.TOLD + Vitals.now().line());
            case Timers.ASK -> System.out.println(Timers.TOLD + Timers.now());
            case HEALTH -> System.out.println(IS + text(health.get()));
            case CLOCK -> System.out.println(TIME + System.currentTimeMillis() + " " + System.nanoTime());
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String text(RpcHealth now) {
        List<String> reasons = now.reasons();
        return now.state() + (reasons.isEmpty() ? "" : " | " + String.join(" | ", reasons));
    }
}
