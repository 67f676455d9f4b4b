package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cdirpc.cluster.OverrideKey;
import org.cdirpc.cluster.OverrideSet;
import org.cdirpc.cluster.OverrideTable;
import org.cdirpc.cluster.OverrideValue;
import org.cdirpc.cluster.Overrides;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.Subscription;

/**
 * Overrides in a map of a Hazelcast grid, beside the registry's, through a member or a client. What is said of a node stays
 * until it is taken back and outlives every member but the last; what is said of one start ends a day after the last
 * renewal by that start. The instance is given and not shut down here. Thread-safe.
 */
public final class HazelcastOverrides implements Overrides {

    static final String MAP = "cdirpc.overrides";

    private final Grid grid;
    private final OverrideTable table = new OverrideTable();
    private final MapFollower follower;
    private final long timeoutMillis;

    private HazelcastOverrides(HazelcastInstance instance, String ownInstance, DirectorySettings settings) {
        grid = new Grid(instance, MAP, settings.leaseMillis());
        OverrideReader reader = new OverrideReader(grid, table, ownInstance, settings.nanoTime());
        follower = new MapFollower("cdi-rpc-overrides", grid, reader, settings);
        timeoutMillis = settings.timeoutMillis();
    }

    /**
     * The overrides of the given grid, which were read once when this returns: from the first call on they hold.
     *
     * @param ownInstance the id of this start of the node, whose overrides are kept alive from here
     * @throws RegistryException if the grid does not answer
     */
    public static HazelcastOverrides open(HazelcastInstance instance, String ownInstance, DirectorySettings settings) {
        HazelcastOverrides overrides = new HazelcastOverrides(instance, ownInstance, settings);
        overrides.follower.start();
        return overrides;
    }

    @Override
    public OverrideSet current() {
        return table.current();
    }

    @Override
    public void change(Map<OverrideKey, OverrideValue> set, Set<OverrideKey> removed) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        List<CompletableFuture<?>> answers = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        removed.stream().filter(key -> !set.containsKey(key)).forEach(key -> {
            names.add(key.name());
            answers.add(grid.remove(key.encode()));
        });
        set.forEach((key, value) -> {
            names.add(key.name());
            // 0 is for ever.
            long keepMillis = key.scope() == OverrideKey.Scope.NODE ? 0 : OverrideReader.KEEP_MILLIS;
            answers.add(grid.put(key.encode(), value.encode(), keepMillis));
        });
        try {
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw notChanged(names, interrupted);
        } catch (ExecutionException failed) {
            throw notChanged(names, failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException | CancellationException late) {
            throw notChanged(names, late);
        }
        follower.awaitOwnWord(deadline);
    }

    private RegistryException notChanged(Set<String> names, Throwable cause) {
        return new RegistryException(
                MESSAGES.overridesNotChanged(String.join(", ", names), timeoutMillis, String.valueOf(cause)), cause);
    }

    @Override
    public Subscription subscribe(Runnable listener) {
        return table.subscribe(listener);
    }

    /** Ends the thread; takes at most the configured timeout. */
    @Override
    public void close() {
        follower.close();
    }
}
