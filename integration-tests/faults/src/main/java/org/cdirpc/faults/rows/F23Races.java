package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cdirpc.faults.lab.Child;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Row;
import org.cdirpc.faults.races.RacesMain;

/**
 * What happens at the same time in one process: Lincheck (N. Koval et al., "Lincheck: A Practical Framework for Testing
 * Concurrent Data Structures on JVM", CAV 2023) makes scenarios of the operations of each race, runs each in many
 * interleavings, and says which one led to what must not be. The long form runs each race 100,000 times (and once more,
 * 2,000 times, where Lincheck chooses the interleavings of whole channels), the others as often as their time allows, but
 * at least 200 times.
 */
final class F23Races implements Row {

    private static final int FULL = 100_000;
    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    /** Lincheck makes code of its own as it goes, which the usual heap is too small for, and loads an agent for that. */
    private static final List<String> OPTIONS =
            List.of("-XX:TieredStopAtLevel=4", "-XX:+EnableDynamicAgentLoading", "-XX:+ExitOnOutOfMemoryError");

    @Override
    public String id() {
        return "F23";
    }

    @Override
    public String title() {
        return "races: id reuse, cancel against reply, permit release, drain against new call";
    }

    @Override
    public long limitSeconds(Form form) {
        return form.of(165L, 600L, 10_800L);
    }

    @Override
    public Outcome run(Lab lab) throws Exception {
        boolean quick = lab.form() == Form.BRIEF;
        List<String> names = RacesMain.names(quick);
        // Of the whole, each has its part; a full one takes as long as it takes.
        long millis = lab.form().of(8_000L, 40_000L, 9_000_000L) / names.size();
        List<String> options = new ArrayList<>(OPTIONS);
        // It remembers each state that it has seen.
        options.add("-Xmx" + lab.form().of("768m", "1g", "4g"));
        Child races = lab.process(
                "races",
                RacesMain.class,
                options,
                List.of(String.valueOf(FULL), String.valueOf(millis), String.valueOf(quick)));
        Outcome.Judging judging = new Outcome.Judging();
        long invocations = 0;
        for (String name : names) {
            String[] words = races.await(RacesMain.RACE + name, limit(millis)).split("\\|");
            invocations += Long.parseLong(words[1]);
            judge(lab, judging, name, words);
        }
        races.await(RacesMain.DONE, START_LIMIT);
        return judging.figure("invocations", invocations).outcome();
    }

    /** Also for the class loading before, and for the shrinking of a scenario that failed. */
    private static Duration limit(long millis) {
        return Duration.ofMillis(millis).plus(START_LIMIT);
    }

    private static void judge(Lab lab, Outcome.Judging judging, String name, String[] words) throws IOException {
        long invocations = Long.parseLong(words[1]);
        boolean ok = words[3].equals("ok");
        lab.say(name + ": " + invocations + " invocations in " + words[2] + " ms" + (ok ? "" : ", VIOLATED"));
        judging.figure(name, invocations + " in " + words[2] + " ms")
                .holds(ok, name + ": violated; the interleaving is in races.log: " + words[4])
                .holds(
                        lab.form() != Form.LONG || invocations >= Long.parseLong(words[5]),
                        name + ": " + invocations + " invocations (expected: " + words[5] + ")");
    }
}
