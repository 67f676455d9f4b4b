package org.cdirpc.faults;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Row;
import org.cdirpc.faults.rows.Rows;

/**
 * What the lab was asked to do.
 *
 * @param help only say how to use it
 * @param list only say which rows there are
 * @param form how much of each row
 * @param rows which, in the order given; never empty. A soak of so many minutes is a row of that length
 */
record FaultsOptions(boolean help, boolean list, Form form, List<Row> rows) {

    static final String USAGE = """
            Usage: faults [--long | --brief] [ROW...]
                   faults --soak MINUTES F20 [ROW...]
                   faults --list | --help

            Does real faults to real processes on this machine, and holds what the callers were told against the ledgers
            that the providers kept. Prints a table, and writes integration-tests/target/faults.json.

              ROW           F1, F5 and so on; by default all of them
              --long        the scorecard's own figures; hours for all rows, an hour for F20
              --brief       as short as in mvn verify, with wider bars of time
              --soak MINUTES  how long F20 goes on, 1 to 600; from 5 on with a fault a minute and 50 redeployments
              --list        which rows there are
              --help        this text

            Exit code: 0 if every row passed, 1 if one fell short, 2 if the options were not understood.""";

    private static final String SOAK = "--soak";
    private static final int MOST_MINUTES = 600;
    private static final Pattern MINUTES = Pattern.compile("[1-9][0-9]{0,2}");
    private static final String EXPECTED = "--long, --brief, --soak, --list, --help, or a row of ";

    /** The options; {@link UsageException} says what is wrong with them. */
    static FaultsOptions parse(String... arguments) throws UsageException {
        boolean help = false;
        boolean list = false;
        Form form = Form.SHORT;
        String minutes = "";
        List<Row> rows = new ArrayList<>();
        Iterator<String> left = List.of(arguments).iterator();
        while (left.hasNext()) {
            String argument = left.next();
            switch (argument) {
                case SOAK -> minutes = minutes(minutes, left);
                case "--help", "-h" -> help = true;
                case "--list" -> list = true;
                case "--long" -> form = other(form, Form.LONG);
                case "--brief" -> form = other(form, Form.BRIEF);
                default -> rows.add(row(argument, rows));
            }
        }
        List<Row> chosen = minutes.isEmpty() ? rows : soaking(rows, Integer.parseInt(minutes));
        return new FaultsOptions(help, list, form, chosen.isEmpty() ? Rows.ALL : List.copyOf(chosen));
    }

    private static String minutes(String before, Iterator<String> left) throws UsageException {
        if (!before.isEmpty()) {
            throw new UsageException(SOAK + ": given twice (expected: once)");
        }
        String minutes = left.hasNext() ? left.next() : "nothing";
        if (!MINUTES.matcher(minutes).matches() || Integer.parseInt(minutes) > MOST_MINUTES) {
            throw new UsageException(
                    SOAK + ": " + minutes + " (expected: whole minutes from 1 to " + MOST_MINUTES + ", and F20)");
        }
        return minutes;
    }

    private static List<Row> soaking(List<Row> rows, int minutes) throws UsageException {
        Row soak = Rows.soak(minutes);
        if (rows.stream().noneMatch(row -> row.id().equals(soak.id()))) {
            throw new UsageException(SOAK + ": without " + soak.id() + " (expected: " + soak.id() + " among the rows)");
        }
        return rows.stream().map(row -> row.id().equals(soak.id()) ? soak : row).toList();
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
