package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import com.hazelcast.core.HazelcastInstance;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cdirpc.cluster.Canaries;
import org.cdirpc.cluster.CanaryRules;
import org.cdirpc.cluster.CanaryTable;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.Subscription;

/**
 * Canary rules in a map of a Hazelcast grid, beside the registry's, through a member or a client: for a service and group
 * the rules as text, which stays until somebody changes it and outlives every member but the last. What the grid does not
 * say while it is out of reach is as it was. The instance is given and not shut down here. Thread-safe.
 */
public final class HazelcastCanaries implements Canaries {

    static final String MAP = "cdirpc.canaries";

    private final Grid grid;
    private final CanaryTable table;
    private final MapFollower follower;
    private final long timeoutMillis;

    private HazelcastCanaries(
            HazelcastInstance instance, Map<String, CanaryRules> configured, DirectorySettings settings) {
        grid = new Grid(instance, MAP, settings.leaseMillis());
        table = new CanaryTable(configured);
        follower = new MapFollower("cdi-rpc-canaries", grid, new CanaryReader(grid, table), settings);
        timeoutMillis = settings.timeoutMillis();
    }

    /**
     * The rules of the given grid, which were read once when this returns: from the first call on they hold.
     *
     * @param configured those that this node follows where the grid has none, by the services' names
     * @throws RegistryException if the grid does not answer
     */
    public static HazelcastCanaries open(
            HazelcastInstance instance, Map<String, CanaryRules> configured, DirectorySettings settings) {
        HazelcastCanaries canaries = new HazelcastCanaries(instance, configured, settings);
        canaries.follower.start();
        return canaries;
    }

    @Override
    public CanaryRules rulesOf(ServiceKey service) {
        return table.rulesOf(service);
    }

    @Override
    public Map<ServiceKey, CanaryRules> rules() {
        return table.rules();
    }

    @Override
    public void set(ServiceKey service, CanaryRules rules) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        try {
            write(service, rules).get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw notSet(service, interrupted);
        } catch (ExecutionException failed) {
            throw notSet(service, failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException late) {
            throw notSet(service, late);
        }
        follower.awaitOwnWord(deadline);
    }

    private CompletableFuture<?> write(ServiceKey service, CanaryRules rules) {
        String key = keyOf(service);
        if (rules.isEmpty()) {
            return grid.remove(key);
        }
        try {
            return grid.map()
                    .setAsync(key, rules.toString().getBytes(StandardCharsets.UTF_8))
                    .toCompletableFuture();
        } catch (RuntimeException unreachable) {
            return CompletableFuture.failedFuture(unreachable);
        }
    }

    private RegistryException notSet(ServiceKey service, Throwable cause) {
        return new RegistryException(
                MESSAGES.canariesNotSet(service.toString(), timeoutMillis, String.valueOf(cause)), cause);
    }

    /** Name and group on a line each; neither has line breaks. */
    static String keyOf(ServiceKey service) {
        return service.group().isEmpty() ? service.name() : service.name() + '\n' + service.group();
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
