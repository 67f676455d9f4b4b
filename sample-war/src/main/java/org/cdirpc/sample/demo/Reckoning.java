package org.cdirpc.sample.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cdirpc.sample.demo.account.Account;
import org.cdirpc.sample.demo.account.Books;
import org.cdirpc.sample.demo.account.OrderId;
import org.cdirpc.sample.demo.account.Told;
import org.cdirpc.sample.demo.node.Statistics;

/** Reads what the processes of a run have written and makes the account of it. */
final class Reckoning {

    /** What an outcome may take beyond the time limit of its call. */
    private static final long GRACE_MILLIS = 1000;

    private Reckoning() {}

    static Account of(Launch launch, Statistics last, List<Troupe.Ledger> ledgers, Stage stage) {
        Books books = new Books(Launch.TIME_LIMIT.toMillis() + GRACE_MILLIS);
        stage.kills().forEach(books::killed);
        stage.faults().forEach(books::fault);
        if (last.quotesInFlight() > 0) {
            books.fault(last.quotesInFlight() + " quotes without any outcome");
        }
        read(launch.outcomes(), books, line -> told(books, line));
        for (Troupe.Ledger ledger : ledgers) {
            read(ledger.file(), books, id -> ran(books, launch.run(), ledger.node(), id));
        }
        return books.close(last.placed());
    }

    private static void told(Books books, String line) {
        try {
            books.told(Told.parse(line));
        } catch (IllegalArgumentException broken) {
            books.fault(String.valueOf(broken.getMessage()));
        }
    }

    private static void ran(Books books, String run, String node, String id) {
        OptionalInt number = OrderId.number(run, id);
        number.ifPresentOrElse(
                order -> books.ran(node, order),
                () -> books.fault("the ledger of " + node + " has \"" + id + "\" (expected: an order of " + run + ")"));
    }

    private static void read(Path file, Books books, Consumer<String> line) {
        if (!Files.exists(file)) {
            return;
        }
        try (Stream<String> lines = Files.lines(file)) {
            lines.forEach(line);
        } catch (IOException | UncheckedIOException e) {
            books.fault(file.getFileName() + ": " + e);
        }
    }
}
