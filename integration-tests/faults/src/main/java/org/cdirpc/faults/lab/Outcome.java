package org.cdirpc.faults.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cdirpc.faults.judge.Account;

/**
 * What a row showed.
 *
 * @param passed whether it met every bar that it was held to
 * @param figures by name, in the order in which they are to be read; numbers and texts
 * @param note where it fell short, or what was left out
 */
public record Outcome(boolean passed, Map<String, Object> figures, String note) {

    /** A row that could not be run to its end. */
    public static Outcome broken(String note) {
        return new Outcome(false, Map.of(), note);
    }

    /** Collects figures and holds them against bars. */
    public static final class Judging {

        private final Map<String, Object> figures = new LinkedHashMap<>();
        private final List<String> shortfalls = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();

        /** A figure without a bar. */
        public Judging figure(String name, Object value) {
            figures.put(name, value instanceof Double number ? rounded(number) : value);
            return this;
        }

        /** A figure that may be this large at most. */
        public Judging atMost(String name, double value, double bar) {
            figure(name, value);
            return holds(value <= bar, name + " " + rounded(value) + " (expected: at most " + rounded(bar) + ")");
        }

        /** A count that may be this large at most. */
        public Judging atMost(String name, long value, long bar) {
            return atMost(name, (double) value, (double) bar);
        }

        /** A count that must be this large at least. */
        public Judging atLeast(String name, long value, long bar) {
            return atLeast(name, (double) value, (double) bar);
        }

        /** A figure that must be this large at least. */
        public Judging atLeast(String name, double value, double bar) {
            figure(name, value);
            return holds(value >= bar, name + " " + rounded(value) + " (expected: at least " + rounded(bar) + ")");
        }

        /** A condition. */
        public Judging holds(boolean condition, String shortfall) {
            if (!condition) {
                shortfalls.add(shortfall);
            }
            return this;
        }

        /** The account of all calls: nothing lost, doubled, lied about, left hanging or mixed up, in any row. */
        public Judging account(Account account) {
            figure("calls", account.calls()).figure("ok", account.ok());
            if (!account.failures().isEmpty()) {
                figure("failures", account.failures().toString());
            }
            figure("lost", account.lost()).figure("doubled", account.doubled()).figure("lying", account.lying());
            figure("hanging", account.hanging()).figure("corrupt", account.corrupt());
            return holds(account.balances(), account.imbalance())
                    .holds(account.calls() > 0, "no calls were made (expected: some)");
        }

        /** Something to know that is no shortfall. */
        public Judging remark(String remark) {
            remarks.add(remark);
            return this;
        }

        /** The end of it. */
        public Outcome outcome() {
            List<String> notes = new ArrayList<>(shortfalls);
            notes.addAll(remarks);
            return new Outcome(shortfalls.isEmpty(), figures, String.join("; ", notes));
        }

        private static Object rounded(double value) {
            if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                return (long) value;
            }
            return Double.valueOf(String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value));
        }
    }
}
