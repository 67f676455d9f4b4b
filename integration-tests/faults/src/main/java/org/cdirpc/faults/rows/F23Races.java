package org.cdirpc.faults.rows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cdirpc.faults.lab.Child;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Row;
import org.cdirpc.faults.races.Mutant;
import org.cdirpc.faults.races.RacesMain;

/**
 * What happens at the same time in one process: Lincheck (N. Koval et al., "Lincheck: A Practical Framework for Testing
 * Concurrent Data Structures on JVM", CAV 2023) makes scenarios of the operations of each race, runs each in many
 * interleavings, and says which one led to what must not be. The long form runs each race 100,000 times (and once more,
 * 10,000 times, where Lincheck chooses the interleavings of whole channels), the others as often as their time allows. The
 * long form also shows that the races find what they are there for: it puts one {@link Mutant} after the other into our
 * classes, and each must be found.
 */
final class F23Races implements Row {

    private static final int FULL = 100_000;
    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    /** For all races that may find a mutant. */
    private static final long MUTANT_MILLIS = 60_000;

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
        // A full one takes as long as it takes.
        long millis = lab.form().of(8_000L, 80_000L, 18_000_000L);
        Child races = races(lab, "races", List.of(), millis, quick, "");
        Outcome.Judging judging = new Outcome.Judging();
        long invocations = 0;
        for (String name : RacesMain.names(quick, "")) {
            String[] words = verdict(races, name, millis);
            invocations += Long.parseLong(words[0]);
            judge(lab, judging, name, words);
        }
        races.await(RacesMain.DONE, START_LIMIT);
        judging.figure("invocations", invocations);
        if (lab.form() == Form.LONG) {
            mutants(lab, judging);
        }
        return judging.outcome();
    }

    private static Child races(Lab lab, String name, List<String> more, long millis, boolean quick, String word)
            throws IOException {
        List<String> options = new ArrayList<>(OPTIONS);
        // It remembers each state that it has seen.
        options.add("-Xmx" + lab.form().of("768m", "1g", "4g"));
        options.addAll(more);
        return lab.process(
                name,
                RacesMain.class,
                options,
                List.of(String.valueOf(FULL), String.valueOf(millis), String.valueOf(quick), word));
    }

    /** What is said of a race; its time is for the class loading before, too, and for the shrinking of what it found. */
    private static String[] verdict(Child races, String name, long millis) throws IOException, InterruptedException {
        return races.await(
                        RacesMain.RACE + name + "|", Duration.ofMillis(millis).plus(START_LIMIT))
                .split("\\|");
    }

    /** Each must be found by a race. */
    private static void mutants(Lab lab, Outcome.Judging judging) throws IOException, InterruptedException {
        String root = System.getProperty("faults.root");
        if (root == null) {
            judging.holds(false, "no mutants: faults.root is not set (expected: the folder of the repository)");
            return;
        }
        int found = 0;
        for (int i = 0; i < Mutant.ALL.size(); i++) {
            Mutant mutant = Mutant.ALL.get(i);
            String name = "mutant-" + (i + 1);
            Path classes = lab.folder().resolve(name);
            mutant.compile(Path.of(root), classes);
            String by = null;
            try (Child races = races(lab, name, Lab.withClassesOf(classes), MUTANT_MILLIS, false, mutant.race())) {
                for (String race : RacesMain.names(false, mutant.race())) {
                    if (by == null && !isOk(verdict(races, race, MUTANT_MILLIS))) {
                        by = race;
                    }
                }
            }
            found += by == null ? 0 : 1;
            lab.say((by == null ? "NOT FOUND: " : "found by " + by + ": ") + mutant.what());
            judging.holds(by != null, "not found: " + mutant.what());
        }
        judging.figure("mutants found", found + " of " + Mutant.ALL.size());
    }

    private static boolean isOk(String[] words) {
        return words[2].equals("ok");
    }

    private static void judge(Lab lab, Outcome.Judging judging, String name, String[] words) throws IOException {
        long invocations = Long.parseLong(words[0]);
        boolean ok = isOk(words);
        lab.say(name + ": " + invocations + " invocations in " + words[1] + " ms" + (ok ? "" : ", VIOLATED"));
        judging.figure(name, invocations + " in " + words[1] + " ms")
                .holds(ok, name + ": violated; the interleaving is in races.log: " + words[3])
                .holds(
                        lab.form() != Form.LONG || invocations >= Long.parseLong(words[4]),
                        name + ": " + invocations + " invocations (expected: " + words[4] + ")");
    }
}
