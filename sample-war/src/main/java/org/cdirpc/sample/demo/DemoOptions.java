package org.cdirpc.sample.demo;

import java.util.Arrays;
import java.util.Iterator;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the demo was asked to do.
 *
 * @param help only say how to use it
 * @param smoke run the script once
 * @param chaos kill providers at random moments
 * @param seed of the chaos; empty for a new one
 * @param seconds how long to place orders; empty for the mode's own length
 */
record DemoOptions(boolean help, boolean smoke, boolean chaos, OptionalLong seed, OptionalInt seconds) {

    static final String USAGE = """
            Usage: demo [--smoke] [--chaos [--seed N]] [--seconds N]

            Starts providers and a consumer on this machine, places orders without a pause, kills one provider, stops
            another gracefully, starts them again, and accounts for every order.

              (nothing)     live until Ctrl-C, then the account
              --smoke       once through the script, under a minute
              --chaos       three providers, killed at random moments, about 40 seconds
              --seed N      the same random moments as in an earlier --chaos
              --seconds N   place orders for so long, from 5 to 86400; with --smoke at least so long
              --help        this text

            Exit code: 0 if the account balances, 1 if not, 2 if the options were not understood, 130 if it was ended early.""";

    private static final int SHORTEST = 5;
    private static final int LONGEST = 86_400;

    /** The options; {@link UsageException} says what is wrong with them. */
    static DemoOptions parse(String... arguments) throws UsageException {
        boolean help = false;
        boolean smoke = false;
        boolean chaos = false;
        OptionalLong seed = OptionalLong.empty();
        OptionalInt seconds = OptionalInt.empty();
        for (Iterator<String> rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--help", "-h" -> help = true;
                case "--smoke" -> smoke = true;
                case "--chaos" -> chaos = true;
                case "--seed" -> seed = OptionalLong.of(number(option, rest, Long.MIN_VALUE, Long.MAX_VALUE));
                case "--seconds" -> seconds = OptionalInt.of((int) number(option, rest, SHORTEST, LONGEST));
                default ->
                    throw new UsageException(
                            "unknown option: " + option + " (expected: --smoke, --chaos, --seed, --seconds or --help)");
            }
        }
        if (seed.isPresent() && !chaos) {
            throw new UsageException("--seed: nothing is random without --chaos (expected: --chaos --seed N)");
        }
        return new DemoOptions(help, smoke, chaos, seed, seconds);
    }

    private static long number(String option, Iterator<String> rest, long least, long most) throws UsageException {
        String expected = least == Long.MIN_VALUE ? "a whole number" : "a whole number from " + least + " to " + most;
        if (!rest.hasNext()) {
            throw new UsageException(option + ": nothing after it (expected: " + expected + ")");
        }
        String value = rest.next();
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UsageException(option + ": " + value + " (expected: " + expected + ")");
    }

    /** Live: until it is ended from outside, without a length of its own. */
    boolean endless() {
        return !smoke && !chaos && seconds.isEmpty();
    }

    /** Options that are not understood. */
    static final class UsageException extends Exception {

        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }
}
