package org.cdirpc.faults.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of one change in one direction.
 *
 * @param change which
 * @param newConsumer whether the newer release called the older one
 * @param attempts every call
 * @param shortfalls what the row did not expect; empty if all is as it says
 */
public record Verdict(String change, boolean newConsumer, List<String> attempts, List<String> shortfalls, Sum sum) {

    /** How a direction counts. */
    public enum Sum {
        /** Calls work. */
        WORKS,
        /** Some methods, or calls with some values, are refused. */
        PARTLY,
        /** Nothing works. */
        REFUSED
    }

    static Verdict of(Change change, boolean newConsumer, List<Attempt> attempts) {
        List<Clause> clauses = newConsumer ? change.newConsumer() : change.oldConsumer();
        Set<String> shortfalls = new LinkedHashSet<>();
        for (Attempt attempt : attempts) {
            String name = attempt.method().substring(0, attempt.method().indexOf('('));
            Clause clause = Clause.of(clauses, name, attempt.method());
            String shortfall = shortfall(clause, attempt);
            String own = newConsumer ? "after" : "before";
            if (shortfall.isEmpty() && change.isBeside() && !attempt.servedBy().equals(own)) {
                shortfall = "was served by the release " + attempt.servedBy() + " (expected: " + own + ")";
            }
            if (!shortfall.isEmpty()) {
                shortfalls.add(attempt.method() + ": " + shortfall);
            }
        }
        for (Clause clause : clauses) {
            // A clause about constants that never occurred shows nothing.
            if (clause.kind() == Clause.Kind.BY_VALUE
                    && attempts.stream()
                            .noneMatch(attempt -> attempt.arguments().contains(named(clause)))) {
                shortfalls.add("no call had " + clause.constant());
            }
        }
        long equal = attempts.stream()
                .filter(attempt -> attempt.fate() == Attempt.Fate.EQUAL)
                .count();
        return new Verdict(
                change.id(),
                newConsumer,
                attempts.stream()
                        .map(attempt -> attempt.method() + " " + attempt.fate()
                                + (attempt.said().isEmpty() ? "" : ": " + attempt.said()))
                        .collect(Collectors.toCollection(LinkedHashSet::new))
                        .stream()
                        .toList(),
                new ArrayList<>(shortfalls),
                equal == attempts.size() ? Sum.WORKS : equal == 0 ? Sum.REFUSED : Sum.PARTLY);
    }

    /** Whether all became of it that the row expects. */
    public boolean isAsExpected() {
        return shortfalls.isEmpty();
    }

    /** The direction in words. */
    public String direction() {
        return newConsumer ? "new consumer, old provider" : "old consumer, new provider";
    }

    private static String named(Clause clause) {
        return "text=" + clause.constant() + ",";
    }

    private static String shortfall(Clause clause, Attempt attempt) {
        Attempt.Fate fate = attempt.fate();
        boolean worked = fate == Attempt.Fate.EQUAL;
        String told = fate + " " + attempt.said();
        switch (clause.kind()) {
            case WORKS:
                return worked ? "" : told + " (expected: works)";
            case REFUSED:
                if (fate != Attempt.Fate.MISFIT) {
                    return told + " (expected: RpcContractException before it runs)";
                }
                break;
            case UNSERVED:
                if (fate != Attempt.Fate.NO_INSTANCE && fate != Attempt.Fate.MISFIT) {
                    return told + " (expected: RpcUnavailableException or RpcContractException before it runs)";
                }
                break;
            case BY_VALUE:
                if (!attempt.arguments().contains(named(clause))) {
                    return worked ? "" : told + " (expected: works, as no argument is " + clause.constant() + ")";
                }
                if (fate != Attempt.Fate.UNREADABLE && fate != Attempt.Fate.MISFIT) {
                    return told + " (expected: refused before it runs, as an argument is " + clause.constant() + ")";
                }
                if (!attempt.said().contains(clause.constant())) {
                    return told + " (expected: it names " + clause.constant() + ")";
                }
                break;
        }
        for (String word : clause.words()) {
            if (!attempt.said().contains(word)) {
                return told + " (expected: it says " + word + ")";
            }
        }
        return "";
    }
}
