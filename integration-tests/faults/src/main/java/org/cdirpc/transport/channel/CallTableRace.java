package org.cdirpc.transport.channel;

import java.util.ArrayList;
import java.util.List;
import org.cdirpc.faults.races.Scenarios;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Calls come and go in a {@link CallTable} whose slots are those of others: their ids share a slot in the first row, and
 * some of them in the second too. As on a channel, one thread at a time puts, and any thread takes.
 */
@Param(name = "id", gen = IntGen.class, conf = "0:3")
@Scenarios({
    "put 0 > take 0 | take 0",
    "put 0; put 1 > take 1 | take 1",
    "put 0; put 2; put 3 > take 3 | take 3",
    "put 0; put 2 > put 3 | get 3; take 3",
    "put 0 > put 1 | take 1; take 0"
})
public final class CallTableRace {

    private record Entry(int id) implements Identified {}

    private static final int[] IDS = {1, 1 + (1 << 9), 1 + (1 << 13), 1 + (1 << 14)};

    private final CallTable<Entry> table = new CallTable<>();

    /** Whether it was put: an id is another's while it is there. */
    @Operation(nonParallelGroup = "sender")
    public boolean put(@Param(name = "id") int id) {
        if (table.get(IDS[id]) != null) {
            return false;
        }
        table.put(new Entry(IDS[id]));
        return true;
    }

    @Operation
    public int take(@Param(name = "id") int id) {
        Entry taken = table.take(IDS[id]);
        return taken == null ? 0 : taken.id();
    }

    @Operation
    public int get(@Param(name = "id") int id) {
        Entry found = table.get(IDS[id]);
        return found == null ? 0 : found.id();
    }

    /** It counts what it shows, and what is taken is gone. */
    @Validate
    public void counts() {
        List<Entry> shown = new ArrayList<>();
        table.forEach(shown::add);
        if (shown.size() != table.size()) {
            throw new IllegalStateException(table.size() + " calls are counted, these are there: " + shown);
        }
        shown.forEach(entry -> table.take(entry.id()));
        if (table.size() != 0) {
            throw new IllegalStateException(table.size() + " calls are counted after all were taken");
        }
    }
}
