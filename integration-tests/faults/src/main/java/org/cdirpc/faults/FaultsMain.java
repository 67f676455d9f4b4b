package org.cdirpc.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Row;
import org.cdirpc.faults.rows.Rows;

/**
 * Runs rows of the scorecard. {@code faults.target} is the folder for {@code faults.json} and for what the processes
 * write; {@code faults.commit} is only printed.
 */
public final class FaultsMain {

    private static final int FELL_SHORT = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private FaultsMain() {}

    /** Runs what the arguments ask for, and exits. */
    public static void main(String... arguments) throws Exception {
        FaultsOptions options;
        try {
            options = FaultsOptions.parse(arguments);
        } catch (FaultsOptions.UsageException wrong) {
            System.err.println("faults: " + wrong.getMessage());
            System.exit(NOT_UNDERSTOOD);
            return;
        }
        if (options.help()) {
            System.out.println(FaultsOptions.USAGE);
        } else if (options.list()) {
            Rows.ALL.forEach(row -> System.out.println(String.format("%-5s %s", row.id(), row.title())));
        } else {
            System.exit(
                    run(options, Path.of(System.getProperty("faults.target", "target")), System.out) ? 0 : FELL_SHORT);
        }
    }

    private static boolean run(FaultsOptions options, Path target, PrintStream out)
            throws IOException, InterruptedException {
        out.println("cdi-rpc fault lab: " + options.form() + " form, commit "
                + System.getProperty("faults.commit", "unknown") + ", JDK " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors");
        out.println("processes: java " + Lab.jvmOptions());
        List<Result> results = new ArrayList<>();
        Path json = target.resolve("faults.json");
        Files.createDirectories(target);
        Files.deleteIfExists(json);
        for (Row row : options.rows()) {
            Result result = RowRun.run(row, options.form(), target, out);
            results.add(result);
            out.println(row.id()
                    + (result.outcome().passed()
                            ? " passed"
                            : " FELL SHORT: " + result.outcome().note()));
        }
        Report.table(results, out);
        Files.writeString(json, Report.json(results));
        long passed =
                results.stream().filter(result -> result.outcome().passed()).count();
        out.println(passed + " of " + results.size() + " rows passed; " + json);
        out.flush();
        return passed == results.size();
    }
}
