package org.cdirpc.sample.demo.account;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * What became of all orders.
 *
 * @param placed how many were placed
 * @param answeredBy the answered ones by node
 * @param unknown the failed ones that a kill explains: each says UNKNOWN
 * @param unknownRan how many of these are in a ledger
 * @param ran how many distinct orders the ledgers hold
 * @param otherUnknown quotes and views that failed and that a kill explains
 * @param repeated orders that ran more than once
 * @param lost orders without any outcome
 * @param lying orders whose caller was told what the ledgers contradict
 * @param failed calls that failed and that no kill explains
 * @param faults whatever else must not happen
 */
public record Account(
        int placed,
        SortedMap<String, Integer> answeredBy,
        int unknown,
        int unknownRan,
        int ran,
        int otherUnknown,
        Findings repeated,
        Findings lost,
        Findings lying,
        Findings failed,
        Findings faults) {

    /** The orders that were answered. */
    public int answered() {
        return answeredBy.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether every order is accounted for and nothing else is wrong. */
    public boolean balances() {
        return wrong().isEmpty();
    }

    /** The last line. */
    public String verdict() {
        return balances()
                ? "The account balances."
                : "The account does NOT balance: " + String.join(", ", wrong()) + ".";
    }

    private List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        count(wrong, repeated, "repeated");
        count(wrong, lost, "lost");
        count(wrong, lying, "lying");
        count(wrong, failed, "failed without a kill to explain it");
        count(wrong, faults, faults.count() == 1 ? "other fault" : "other faults");
        if (placed == 0) {
            wrong.add("no order was placed");
        }
        return wrong;
    }

    private static void count(List<String> wrong, Findings findings, String name) {
        if (findings.count() > 0) {
            wrong.add(findings.count() + " " + name);
        }
    }
}
