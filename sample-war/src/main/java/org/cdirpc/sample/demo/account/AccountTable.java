package org.cdirpc.sample.demo.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The account as text. */
public final class AccountTable {

    private final List<String> lines = new ArrayList<>();

    private AccountTable() {}

    /** The lines of an account; the last one is the verdict. */
    public static List<String> of(Account account, int ledgers, List<String> more) {
        AccountTable table = new AccountTable();
        table.lines.add("The account");
        table.row("orders placed", account.placed(), "");
        table.row("  answered", account.answered(), by(account.answeredBy()));
        table.row(
                "  UNKNOWN, in flight at a kill",
                account.unknown(),
                account.unknown() == 0 ? "" : "of these ran: " + number(account.unknownRan()));
        table.must("  lost: no outcome at all", account.lost());
        table.must("failed for any other reason, all calls", account.failed());
        table.row("orders in the ledgers", account.ran(), ledgers + " ledgers, one for each start of a provider");
        table.must("  repeated: ran more than once", account.repeated());
        table.must("  lying: told otherwise than it went", account.lying());
        table.must("other faults", account.faults());
        if (account.otherUnknown() > 0) {
            table.row("quotes and views UNKNOWN at a kill", account.otherUnknown(), "");
        }
        table.lines.addAll(more);
        table.findings("failed", account.failed());
        table.findings("lost", account.lost());
        table.findings("repeated", account.repeated());
        table.findings("lying", account.lying());
        table.findings("fault", account.faults());
        table.lines.add(account.verdict());
        return table.lines;
    }

    private static String by(Map<String, Integer> nodes) {
        List<String> each = new ArrayList<>();
        nodes.forEach((node, count) -> each.add(node + " " + number(count)));
        return String.join(", ", each);
    }

    private void must(String name, Findings findings) {
        row(name, findings.count(), findings.count() == 0 ? "" : "must be 0");
    }

    private void row(String name, long value, String remark) {
        lines.add(String.format(Locale.ROOT, "  %-38s %,11d   %s", name, value, remark)
                .stripTrailing());
    }

    private void findings(String kind, Findings findings) {
        findings.first().forEach(text -> lines.add("  " + kind + ": " + text));
        long more = findings.count() - findings.first().size();
        if (more > 0) {
            lines.add("  " + kind + ": ... and " + number(more) + " more");
        }
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
