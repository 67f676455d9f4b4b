package org.cdirpc.faults.rows;

import java.util.List;
import java.util.Optional;
import org.cdirpc.faults.lab.Row;

/** Every row there is, in the scorecard's order. A new one is one class and one line here. */
public final class Rows {

    /** All of them. */
    public static final List<Row> ALL = List.of(
            new F1Kill(),
            new F2Terminate(),
            new F3RollingRestart(),
            new F4RollingUpgrade(),
            new F5Freeze(),
            new F6Partition(),
            new F7HalfOpen(),
            new F8BadNetwork(),
            new F9RegistryGone(),
            new F10SplitBrain(),
            new F11SlowConsumer(),
            new F12PoolExhausted(),
            new F13Overload(),
            new F19Connections(),
            new F20Soak(),
            new F21WallClock(),
            new F23Races());

    private Rows() {}

    /** The row with this id, in whatever case. */
    public static Optional<Row> byId(String id) {
        return ALL.stream().filter(row -> row.id().equalsIgnoreCase(id)).findFirst();
    }

    /** The soak, of so many minutes. */
    public static Row soak(int minutes) {
        return new F20Soak(minutes);
    }

    /** All ids, for messages. */
    public static String ids() {
        return String.join(", ", ALL.stream().map(Row::id).toList());
    }
}
