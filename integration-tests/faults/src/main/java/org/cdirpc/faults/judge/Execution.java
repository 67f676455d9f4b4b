package org.cdirpc.faults.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cdirpc.faults.node.Ledger;

/**
 * One execution, as a ledger has it.
 *
 * @param id of the call
 * @param provider whose ledger it is
 * @param begin when it began, by {@link System#nanoTime}
 * @param end when it ended; 0 if the ledger does not say
 */
public record Execution(long id, String provider, long begin, long end) {

    /** Reads a ledger. */
    public static List<Execution> read(Path ledger, String provider) throws IOException {
        return Ledger.read(ledger).stream()
                .map(entry -> new Execution(entry.id(), provider, entry.begin(), entry.end()))
                .toList();
    }
}
