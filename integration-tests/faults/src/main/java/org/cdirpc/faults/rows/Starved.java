package org.cdirpc.faults.rows;

import java.util.ArrayList;
import java.util.List;
import org.cdirpc.faults.judge.Stalls;
import org.cdirpc.faults.judge.Told;

/**
 * Which failures a caller has itself to thank for, because this machine kept it from running; measured, not assumed. One
 * that begins calls late makes up for them: a crowd, which may be refused, truthfully. At half of what can be done, the work
 * of a delay is done once as much time has passed again. And a call whose caller stood still for half of its time or
 * more had not the time that it was given. On a machine that is quiet this explains nothing.
 */
final class Starved {

    private static final long LATE = 100_000_000;

    private final Stalls stalls;
    private final long timeout;
    private final List<Crowd> crowds = new ArrayList<>();

    /** From the moment at which calls should have begun until their work is done. */
    private record Crowd(long from, long to) {}

    Starved(List<Told> told, Stalls stalls, long timeout) {
        this.stalls = stalls;
        this.timeout = timeout;
        for (Told call : told) {
            long late = call.begin() - call.intended();
            if (late >= LATE) {
                add(new Crowd(call.intended(), call.begin() + late));
            }
        }
    }

    /** Told in about the order of their beginning, so that crowds that touch can be put together as they come. */
    private void add(Crowd next) {
        int last = crowds.size() - 1;
        if (last >= 0 && crowds.get(last).to() - next.from() >= 0) {
            Crowd before = crowds.get(last);
            crowds.set(
                    last,
                    new Crowd(
                            before.from() - next.from() < 0 ? before.from() : next.from(),
                            before.to() - next.to() > 0 ? before.to() : next.to()));
        } else {
            crowds.add(next);
        }
    }

    /** Whether it explains that this call failed. */
    boolean explains(Told call) {
        if (call.outcome().equals("DEADLINE_EXCEEDED")) {
            return stalls.within(call.begin(), call.end()) >= timeout / 2;
        }
        return call.outcome().equals("REJECTED")
                && call.progress().equals("NOT_STARTED")
                && crowds.stream()
                        .anyMatch(crowd -> call.begin() - crowd.from() >= 0 && crowd.to() - call.begin() >= 0);
    }
}
