package org.cdirpc.faults.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the callers were told, held against the ledgers.
 *
 * @param calls all calls but pings
 * @param ok those that were answered with their own answer
 * @param failures the others, by outcome and progress
 * @param lost answered, or said to have completed, and in no ledger
 * @param doubled writes that ran more than once
 * @param lying said not to have run, and in a ledger
 * @param hanging never answered
 * @param corrupt answered with something else than their own answer, or with arguments that arrived as another's
 * @param stray executions that nobody called for
 * @param examples the first of each kind of fault, in words
 */
public record Account(
        int calls,
        int ok,
        Map<String, Integer> failures,
        int lost,
        int doubled,
        int lying,
        int hanging,
        int corrupt,
        int stray,
        List<String> examples) {

    private static final int EXAMPLES = 3;

    /** Joins both sides. */
    public static Account of(List<Told> told, List<Execution> executions) {
        return new Joining(told, executions).account();
    }

    /** Both, of calls that have nothing to do with each other. */
    public Account and(Account other) {
        Map<String, Integer> allFailures = new TreeMap<>(failures);
        other.failures.forEach((word, count) -> allFailures.merge(word, count, Integer::sum));
        return new Account(
                calls + other.calls,
                ok + other.ok,
                allFailures,
                lost + other.lost,
                doubled + other.doubled,
                lying + other.lying,
                hanging + other.hanging,
                corrupt + other.corrupt,
                stray + other.stray,
                Stream.concat(examples.stream(), other.examples.stream()).toList());
    }

    /** Whether nothing was lost, doubled, lied about, left hanging or mixed up; failures that say so truthfully do not count. */
    public boolean balances() {
        return lost + doubled + lying + hanging + corrupt + stray == 0;
    }

    /** What does not balance, in words; empty if it does. */
    public String imbalance() {
        if (balances()) {
            return "";
        }
        return "lost " + lost + ", doubled " + doubled + ", lying " + lying + ", hanging " + hanging + ", corrupt "
                + corrupt + ", stray " + stray + ": " + String.join("; ", examples);
    }

    private static final class Joining {

        private final List<Told> told;
        private final Map<Long, Integer> runs = new HashMap<>();
        private final Map<Long, String> ranAt = new HashMap<>();
        private final Map<String, Integer> failures = new TreeMap<>();
        private final Map<String, Integer> faults = new HashMap<>();
        private final List<String> examples = new ArrayList<>();

        Joining(List<Told> told, List<Execution> executions) {
            this.told = told;
            for (Execution execution : executions) {
                runs.merge(execution.id(), 1, Integer::sum);
                ranAt.merge(execution.id(), execution.provider(), (first, next) -> first + " and " + next);
            }
        }

        Account account() {
            int calls = 0;
            int ok = 0;
            Set<Long> known = new HashSet<>();
            for (Told call : told) {
                if (!call.isRecorded()) {
                    pinged(call);
                    continue;
                }
                calls++;
                if (!known.add(call.id())) {
                    fault("corrupt", call, "was answered twice");
                }
                if (call.ok()) {
                    ok++;
                } else {
                    failures.merge(call.word(), 1, Integer::sum);
                }
                judge(call);
            }
            for (long id : runs.keySet()) {
                if (!known.contains(id)) {
                    fault("stray", "call " + id + " ran at " + ranAt.get(id) + ", and nobody made it");
                }
            }
            return new Account(
                    calls,
                    ok,
                    failures,
                    count("lost"),
                    count("doubled"),
                    count("lying"),
                    count("hanging"),
                    count("corrupt"),
                    count("stray"),
                    examples);
        }

        private void pinged(Told ping) {
            if (ping.outcome().equals("HANGING")) {
                fault("hanging", ping, "has no answer");
            } else if (ping.outcome().equals("CORRUPT")) {
                fault("corrupt", ping, "got another answer than its own");
            }
        }

        private void judge(Told call) {
            int times = runs.getOrDefault(call.id(), 0);
            if (call.outcome().equals("HANGING")) {
                fault("hanging", call, "has no answer; it ran " + times + " times");
                return;
            }
            // The echo throws for arguments that are not the call's own; nothing else of the lab throws unasked.
            boolean echoRefused = call.kind() == 'E' && call.outcome().equals("UNDECLARED_EXCEPTION");
            if (call.outcome().equals("CORRUPT") || echoRefused) {
                fault("corrupt", call, "got or brought what is not its own");
            }
            if (times == 0 && call.progress().equals("COMPLETED")) {
                fault("lost", call, "is in no ledger");
            }
            if (times > 0 && call.saidNotRun()) {
                fault("lying", call, "ran at " + ranAt.get(call.id()));
            }
            if (times > 1 && call.isWrite()) {
                fault("doubled", call, "ran at " + ranAt.get(call.id()));
            }
        }

        private void fault(String kind, Told call, String words) {
            fault(kind, (call.isWrite() ? "write " : "call ") + call.id() + ", told " + call.word() + ", " + words);
        }

        private void fault(String kind, String words) {
            if (faults.merge(kind, 1, Integer::sum) <= EXAMPLES) {
                examples.add(kind + ": " + words);
            }
        }

        private int count(String kind) {
            return faults.getOrDefault(kind, 0);
        }
    }
}
