package org.cdirpc.faults.races;

import java.util.List;
import java.util.logging.LogManager;
import org.cdirpc.faults.races.Races.Race;
import org.cdirpc.transport.channel.RacingProvider;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.util.LoggingLevel;

/**
 * A process that races: its arguments are how many invocations of each race there are to be at most, how many
 * milliseconds all may take, whether to leave out the races that need long to begin with, and a word that the classes'
 * names contain, or nothing for all. Prints a line for each race, and a violation's trace to its log.
 */
public final class RacesMain {

    /**
     * What the line of a race begins with: its name, invocations, milliseconds, {@code ok} or {@code VIOLATED}, by what, and
     * how many invocations are all, between bars.
     */
    public static final String RACE = "@race ";

    /** The line that says that all races were run. */
    public static final String DONE = "@done";

    private static final int SCENARIOS = 20_000;
    /** Of each scenario; many scenarios find more than many interleavings of few. */
    private static final int PER_SCENARIO = 400;

    /** Of each scenario in which a race has little time. */
    private static final int FEW_PER_SCENARIO = 200;

    /** In so many milliseconds a race cannot run as many as it should of each scenario. */
    private static final long LITTLE_MILLIS = 30_000;

    /** Of all invocations, so small a part is run however long it takes: fewer say nothing. */
    private static final int LEAST_PART = 500;

    private RacesMain() {}

    /** Races. */
    public static void main(String... arguments) throws ClassNotFoundException {
        // What channels complain of here was done to them, a million times.
        LogManager.getLogManager().reset();
        RacingProvider.prepare();
        long most = Long.parseLong(arguments[0]);
        long millis = Long.parseLong(arguments[1]);
        boolean quick = Boolean.parseBoolean(arguments[2]);
        List<Race> races = Races.of(quick, arguments.length > 3 ? arguments[3] : "");
        int shares = races.stream().mapToInt(Race::share).sum();
        for (Race race : races) {
            run(race, most, millis * race.share() / shares);
        }
        System.out.println(DONE);
        System.exit(0);
    }

    /**
     * Without what cannot race, or is no part of one: frames as bytes, which one thread has at a time, and which Lincheck
     * cannot look into (it knows no {@code VarHandle} of bytes); texts for people; looking through all slots of a table,
     * which only ends of channels and timers do, and for which it takes longer than for all the rest.
     */
    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(RacesMain::isNoRace)
                        .allMethods()
                        .ignore())
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses("org.cdirpc.transport.channel.CallTable")
                        .methods("forEach", "matching")
                        .treatAsAtomic())
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(name -> name.startsWith("org.cdirpc."))
                        .methods("judge")
                        .ignore());
    }

    private static boolean isNoRace(String name) {
        return name.startsWith("org.cdirpc.transport.frame.")
                || name.startsWith("org.cdirpc.transport.cbor.")
                || name.startsWith("org.jboss.")
                || name.equals("org.cdirpc.transport.channel.NodeIdentity")
                || name.contains("Messages")
                || name.contains("Log");
    }

    private static void run(Race race, long most, long millis) throws ClassNotFoundException {
        Class<?> type = Class.forName(race.of());
        Options<?, ?> options = race.modelChecked() ? modelChecking() : new StressOptions();
        options.logLevel(LoggingLevel.OFF)
                .threads(race.threads())
                .actorsPerThread(race.perThread())
                .actorsBefore(0)
                .actorsAfter(0)
                .iterations(SCENARIOS)
                .invocationsPerIteration(race.part() > 1 && millis < LITTLE_MILLIS ? FEW_PER_SCENARIO : PER_SCENARIO)
                .verifier(CountingVerifier.class);
        ScenarioParser.of(type).forEach(options::addCustomScenario);
        long began = System.nanoTime();
        long all = Math.max(1, most / race.part());
        CountingVerifier.begin(race.linearizable(), Math.max(1, all / LEAST_PART), all, millis * 1_000_000);
        String verdict = "VIOLATED";
        String what = "";
        try {
            options.check(type);
        } catch (CountingVerifier.Enough enough) {
            verdict = "ok";
        } catch (LincheckAssertionError violation) {
            String trace = String.valueOf(violation.getMessage());
            System.err.println(race.name() + ": " + trace);
            what = trace.lines()
                    .filter(line -> line.startsWith("#1: ") || line.startsWith("= "))
                    .reduce("", (one, other) -> one + " " + other)
                    .replace('|', '/');
        }
        System.out.println(RACE + race.name() + "|" + CountingVerifier.invocations() + "|"
                + (System.nanoTime() - began) / 1_000_000 + "|" + verdict + "|" + what + "|" + all);
    }

    /** The names of the races whose class's name contains a word, in the order in which they are run. */
    public static List<String> names(boolean quick, String word) {
        return Races.of(quick, word).stream().map(Race::name).toList();
    }
}
