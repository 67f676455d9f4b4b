package org.cdirpc.faults.races;

import java.util.ArrayList;
import java.util.List;

/** Every race there is: its name, the class that Lincheck runs, and how. */
final class Races {

    /**
     * One race.
     *
     * @param name what races, in words
     * @param of the class with the operations; it is in the package of what it races about, and named for that
     * @param threads at a time
     * @param perThread operations of each
     * @param linearizable whether the results must be those of some order of the operations; else only what the class
     *     itself validates after each invocation counts
     * @param modelChecked whether interleavings are chosen (model checking), or left to the machine (stress)
     * @param part its invocations are this part of all that are asked for: one of so many
     */
    record Race(
            String name, String of, int threads, int perThread, boolean linearizable, boolean modelChecked, int part) {

        /** Its share of the time of all: chosen interleavings find more than others, and take longer. */
        int share() {
            return part > 1 ? 3 : 1;
        }
    }

    private static final int CHOSEN = 10;

    private static final String CHANNEL = "org.cdirpc.transport.channel.";
    private static final String CLIENT = "org.cdirpc.extension.client.";
    private static final String SERVER = "org.cdirpc.extension.server.";

    /**
     * Of the channels, whose every step can be a switch, few interleavings can be chosen in the time that the machine takes
     * for many: they are run in both ways.
     */
    static final List<Race> ALL = List.of(
            new Race("id reuse", CHANNEL + "CallTableRace", 3, 4, true, true, 1),
            new Race("cancel against reply", CHANNEL + "CancelAgainstReplyRace", 3, 5, false, false, 1),
            new Race("cancel against reply, chosen", CHANNEL + "CancelAgainstReplyRace", 3, 3, false, true, CHOSEN),
            new Race("drain against new call, caller", CHANNEL + "DrainAgainstCallRace", 3, 4, false, false, 1),
            new Race(
                    "drain against new call, caller, chosen",
                    CHANNEL + "DrainAgainstCallRace",
                    3,
                    3,
                    false,
                    true,
                    CHOSEN),
            new Race("drain against new call, provider", CHANNEL + "ProviderDrainRace", 3, 5, false, false, 1),
            new Race(
                    "drain against new call, provider, chosen",
                    CHANNEL + "ProviderDrainRace",
                    3,
                    3,
                    false,
                    true,
                    CHOSEN),
            new Race("GOAWAY against dial", CHANNEL + "GoAwayAgainstDialRace", 3, 4, false, false, 1),
            new Race("GOAWAY against dial, chosen", CHANNEL + "GoAwayAgainstDialRace", 3, 3, false, true, CHOSEN),
            new Race("permit release", SERVER + "PermitRace", 3, 5, false, false, 1),
            new Race("permit release, chosen", SERVER + "PermitRace", 3, 3, false, true, CHOSEN),
            new Race("attempt sent against ended, chosen", CLIENT + "AttemptRace", 3, 3, false, true, CHOSEN),
            new Race("attempt sent against ended", CLIENT + "AttemptRace", 3, 3, false, false, 1),
            new Race("limit of calls", "org.cdirpc.extension.interceptor.ClientLimitRace", 3, 3, true, true, 1),
            new Race("retry budget", CLIENT + "RetryBudgetRace", 3, 3, true, true, 1),
            new Race("failback places", CLIENT + "FailbackRace", 3, 3, true, true, 1));

    private Races() {}

    /**
     * Some of them.
     *
     * @param quick whether to leave out those that need much time to begin with, and are there in another form
     * @param word that their classes' names contain
     */
    static List<Race> of(boolean quick, String word) {
        List<Race> found = new ArrayList<>(ALL);
        found.removeIf(race -> !race.of().contains(word) || (quick && race.part() > 1));
        return found;
    }
}
