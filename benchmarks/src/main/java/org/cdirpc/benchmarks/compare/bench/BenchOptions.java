package org.cdirpc.benchmarks.compare.bench;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the comparison was asked to do. {@code --java} is obeyed by the script, and only passed over here.
 *
 * @param help only say how to use it
 * @param quick few systems, short cells
 * @param pinned latency with both JVMs on one CPU
 * @param costs no comparison: what cdi-rpc costs by itself
 * @param only these systems; empty for the mode's own
 * @param seconds of a cell; empty for the mode's own
 * @param rounds of all cells
 */
record BenchOptions(
        boolean help,
        boolean quick,
        boolean pinned,
        boolean costs,
        List<String> only,
        OptionalInt seconds,
        OptionalInt rounds) {

    static final String USAGE = """
            Usage: bench [--quick | --pinned] [--only A,B] [--seconds N] [--rounds N] [--java HOME]
                   bench --costs [--java HOME]

            Runs one workload through cdi-rpc and other systems, each with a server and a client JVM of its own on loopback,
            in interleaved rounds, and compares. Leave the machine alone while it runs.

              (nothing)     all systems, at most 30 minutes
              --quick       cdi-rpc, cdi-rpc-nonblocking, raw-socket and grpc-direct, under 6 minutes
              --pinned      latency of one caller with both JVMs on one CPU, about 3 minutes
              --costs       no comparison but the bars that are none: a slow neighbour, many callers and services, memory of
                            idle connections, 10,000 methods, 1,000 instances, start; at most 8 minutes
              --only A,B    these systems: cdi-rpc, cdi-rpc-nonblocking, raw-socket, grpc-direct, grpc-default,
                            dubbo-hessian2, dubbo-fastjson2, dubbo-triple, hessian, rest-json
              --seconds N   how long a cell takes, from 1 to 600
              --rounds N    how often each cell is measured, from 1 to 100; 3 if not said
              --java HOME   the JDK that runs it all
              --help        this text

            Writes benchmarks/target/results.json and benchmarks/target/report.html (not with --pinned); with --costs,
            benchmarks/target/costs.json.
            Exit code: 0 if every call of every system was answered rightly (whether or not the bars are met), 1 if not,
            2 if the options were not understood.""";

    private static final String EXPECTED = "--quick, --pinned, --costs, --only, --seconds, --rounds, --java or --help";

    /** The options; {@link UsageException} says what is wrong with them. */
    static BenchOptions parse(String... arguments) throws UsageException {
        boolean help = false;
        boolean quick = false;
        boolean pinned = false;
        boolean costs = false;
        List<String> only = List.of();
        OptionalInt seconds = OptionalInt.empty();
        OptionalInt rounds = OptionalInt.empty();
        for (Iterator<String> rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--help", "-h" -> help = true;
                case "--quick" -> quick = true;
                case "--pinned" -> pinned = true;
                case "--costs" -> costs = true;
                case "--only" -> only = names(value(option, rest, "names of systems, separated by commas"));
                case "--seconds" -> seconds = OptionalInt.of(number(option, rest, 600));
                case "--rounds" -> rounds = OptionalInt.of(number(option, rest, 100));
                case "--java" -> value(option, rest, "the folder of a JDK 17 or newer");
                default -> throw new UsageException("unknown option: " + option + " (expected: " + EXPECTED + ")");
            }
        }
        if (quick && pinned) {
            throw new UsageException("--quick --pinned: two modes (expected: one of them)");
        }
        if (costs && (quick || pinned || !only.isEmpty() || seconds.isPresent() || rounds.isPresent())) {
            throw new UsageException("--costs: more options beside it (expected: none but --java)");
        }
        return new BenchOptions(help, quick, pinned, costs, only, seconds, rounds);
    }

    private static String value(String option, Iterator<String> rest, String expected) throws UsageException {
        if (!rest.hasNext()) {
            throw new UsageException(option + ": nothing after it (expected: " + expected + ")");
        }
        return rest.next();
    }

    private static List<String> names(String value) throws UsageException {
        List<String> names = Arrays.stream(value.split(",", -1)).distinct().toList();
        for (String name : names) {
            if (!Systems.all().contains(name)) {
                throw new UsageException("--only: " + name + " (expected: " + String.join(", ", Systems.all()) + ")");
            }
        }
        return names;
    }

    private static int number(String option, Iterator<String> rest, int most) throws UsageException {
        String expected = "a whole number from 1 to " + most;
        String value = value(option, rest, expected);
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
            throw new UsageException(option + ": " + value + " (expected: " + expected + ")");
        }
        return Integer.parseInt(value);
    }

    /** Options that are not understood. */
    static final class UsageException extends Exception {

        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }
}
