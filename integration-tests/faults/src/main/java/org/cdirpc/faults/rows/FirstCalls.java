package org.cdirpc.faults.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.judge.Told;

/**
 * When each consumer of a crowd first called each provider that was started anew, and how long that call took: many at once
 * are a storm of connections for a process that is still cold.
 *
 * @param mostAtOnce of one provider, the most consumers whose first calls began within {@value #TOGETHER_MILLIS} ms
 * @param medianMillis of what the first calls took, from the worst provider
 * @param consumers that called a new provider at all, of the provider with the fewest
 */
record FirstCalls(int mostAtOnce, double medianMillis, int consumers) {

    static final int TOGETHER_MILLIS = 100;

    /**
     * From what the callers of a crowd were told.
     *
     * @param size how many consumers they are; call ids go round them
     * @param since only of providers that nobody called before this moment
     */
    static FirstCalls of(List<Told> told, int size, long since) {
        Map<String, Map<Long, Told>> firsts = new HashMap<>();
        for (Told call : told) {
            if (call.isRecorded() && call.kind() != 'N') {
                firsts.computeIfAbsent(call.peer(), peer -> new HashMap<>())
                        .merge(call.id() % size, call, (a, b) -> a.begin() - b.begin() < 0 ? a : b);
            }
        }
        int most = 0;
        double median = 0;
        int fewest = size;
        for (Map<Long, Told> ofPeer : firsts.values()) {
            List<Told> calls = new ArrayList<>(ofPeer.values());
            calls.sort((a, b) -> Long.signum(a.begin() - b.begin()));
            if (calls.get(0).begin() - since > 0) {
                most = Math.max(most, mostTogether(calls));
                fewest = Math.min(fewest, calls.size());
                calls.sort((a, b) -> Long.compare(a.nanos(), b.nanos()));
                median = Math.max(
                        median, Times.millis(calls.get(calls.size() / 2).nanos()));
            }
        }
        return new FirstCalls(most, median, fewest);
    }

    private static int mostTogether(List<Told> inOrder) {
        int most = 0;
        for (int from = 0, to = 0; to < inOrder.size(); to++) {
            while (inOrder.get(to).begin() - inOrder.get(from).begin() > TOGETHER_MILLIS * 1_000_000L) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
