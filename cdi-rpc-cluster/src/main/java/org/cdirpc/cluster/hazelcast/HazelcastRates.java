package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridLog.LOG;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cdirpc.cluster.MalformedRecordException;
import org.cdirpc.cluster.RateUse;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.SharedRates;

/**
 * Tellings in a map of a Hazelcast grid, beside the registry's, through a member or a client. The instance is given and
 * not shut down here. Entries that nobody renews, those of a node that crashed, the grid clears away by itself.
 */
public final class HazelcastRates implements SharedRates {

    static final String MAP = "cdirpc.rates";

    private static final long LEASE_MILLIS = 3000;

    private final Grid grid;
    private final long timeoutMillis;
    /** The last writing of each entry: the next one waits for nobody, and a removal comes after it. */
    private final Map<String, CompletableFuture<?>> writing = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /**
     * Tellings in the given grid.
     *
     * @param timeoutMillis how long closing may take
     */
    public HazelcastRates(HazelcastInstance instance, long timeoutMillis) {
        this.grid = new Grid(instance, MAP, LEASE_MILLIS);
        this.timeoutMillis = timeoutMillis;
    }

    @Override
    public void tell(RateUse own) {
        // Where the grid did not take the last one yet, one more would only queue.
        writing.compute(
                own.key(),
                (key, last) -> closed || (last != null && !last.isDone()) ? last : grid.put(key, own.encode()));
    }

    /** Whether the grid has not taken something yet; until it has, the next telling of that is left out. */
    boolean isWriting() {
        return writing.values().stream().anyMatch(written -> !written.isDone());
    }

    @Override
    public Collection<RateUse> told() {
        List<RateUse> told = new ArrayList<>();
        try {
            grid.read((key, value) -> add(key, value, told), (key, why) -> LOG.rateUnreadable(key, why));
        } catch (HazelcastException | IllegalStateException unreachable) {
            throw new RegistryException(String.valueOf(unreachable.getMessage()), unreachable);
        }
        return told;
    }

    private static void add(String key, byte[] value, List<RateUse> told) {
        try {
            RateUse use = RateUse.decode(value);
            if (use.key().equals(key)) {
                told.add(use);
            }
        } catch (MalformedRecordException malformed) {
            LOG.rateUnreadable(key, String.valueOf(malformed.getMessage()));
        }
    }

    @Override
    public void close() {
        closed = true;
        CompletableFuture<?>[] removals = writing.entrySet().stream()
                .map(entry -> entry.getValue()
                        .handle((done, failed) -> entry.getKey())
                        .thenCompose(grid::remove))
                .toArray(CompletableFuture[]::new);
        writing.clear();
        try {
            CompletableFuture.allOf(removals).get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException unreachable) {
            LOG.ratesNotRemoved(String.valueOf(unreachable));
        }
    }
}
