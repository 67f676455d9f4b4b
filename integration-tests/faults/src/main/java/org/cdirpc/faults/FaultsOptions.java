package org.cdirpc.faults;

import java.util.ArrayList;
import java.util.List;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Row;
import org.cdirpc.faults.rows.Rows;

/**
 * What the lab was asked to do.
 *
 * @param help only say how to use it
 * @param list only say which rows there are
 * @param form how much of each row
 * @param rows which, in the order given; never empty
 */
record FaultsOptions(boolean help, boolean list, Form form, List<Row> rows) {

    static final String USAGE = """
            Usage: faults [--long | --brief] [ROW...]
                   faults --list | --help

            Does real faults to real processes on this machine, and holds what the callers were told against the ledgers
            that the providers kept. Prints a table, and writes integration-tests/target/faults.json.

              ROW           F1, F5 and so on; by default all of them
              --long        the scorecard's own figures; most of an hour for all rows
              --brief       as short as in mvn verify, with wider bars of time
              --list        which rows there are
              --help        this text

            Exit code: 0 if every row passed, 1 if one fell short, 2 if the options were not understood.""";

    private static final String EXPECTED = "--long, --brief, --list, --help, or a row of ";

    /** The options; {@link UsageException} says what is wrong with them. */
    static FaultsOptions parse(String... arguments) throws UsageException {
        boolean help = false;
        boolean list = false;
        Form form = Form.SHORT;
        List<Row> rows = new ArrayList<>();
        for (String argument : arguments) {
            switch (argument) {
                case "--help", "-h" -> help = true;
                case "--list" -> list = true;
                case "--long" -> form = other(form, Form.LONG);
                case "--brief" -> form = other(form, Form.BRIEF);
                default -> rows.add(row(argument, rows));
            }
        }
        return new FaultsOptions(help, list, form, rows.isEmpty() ? Rows.ALL : List.copyOf(rows));
    }

    private static Form other(Form before, Form now) throws UsageException {
        if (before != Form.SHORT && before != now) {
            throw new UsageException("--long --brief: two forms (expected: one of them)");
        }
        return now;
    }

    private static Row row(String argument, List<Row> before) throws UsageException {
        Row row = Rows.byId(argument)
                .orElseThrow(() -> new UsageException((argument.startsWith("-") ? "unknown option: " : "unknown row: ")
                        + argument + " (expected: " + EXPECTED + Rows.ids() + ")"));
        if (before.contains(row)) {
            throw new UsageException(row.id() + ": given twice (expected: once)");
        }
        return row;
    }

    /** Options that are not understood. */
    static final class UsageException extends Exception {

        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }
}
