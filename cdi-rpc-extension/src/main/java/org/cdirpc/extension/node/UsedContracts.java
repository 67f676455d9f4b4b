package org.cdirpc.extension.node;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.cdirpc.cluster.ContractStore;
import org.cdirpc.cluster.NodeUses;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.StoredContract;
import org.cdirpc.cluster.Use;

/**
 * Tells the cluster what this node's proxies use: on a thread of its own, all that came up within a moment together, and
 * again until it is told. Who makes a proxy never waits for the registry, nor for the shapes of its types to be read.
 * Thread-safe.
 */
final class UsedContracts implements AutoCloseable {

    private static final long TOGETHER_MILLIS = 50;
    private static final long AGAIN_MILLIS = 5_000;
    private static final long IDLE_SECONDS = 10;
    private static final long END_SECONDS = 6;

    private final OwnStart self;
    private final ContractStore store;
    private final Consumer<? super List<Need>> told;
    private final ScheduledThreadPoolExecutor thread;

    // All three guarded by this.
    private final Set<Need> known = new HashSet<>();
    private final List<Need> fresh = new ArrayList<>();
    private boolean planned;

    /** Of the one thread. What is used, with what it looks like. */
    private final Map<Use, StoredContract> used = new LinkedHashMap<>();

    private boolean warned;

    /**
     * Nothing is used yet.
     *
     * @param told gets each batch once the cluster was told of it, on the thread that does that
     */
    UsedContracts(OwnStart self, ContractStore store, ClassLoader loader, Consumer<? super List<Need>> told) {
        this.self = self;
        this.store = store;
        this.told = told;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "cdi-rpc-" + self.node() + "-contracts");
            made.setDaemon(true);
            made.setContextClassLoader(loader);
            return made;
        });
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Adds what a proxy needs, unless it is known. Does not wait; after {@link #close} nothing happens. */
    synchronized void add(Need need) {
        if (store == ContractStore.NONE || thread.isShutdown() || !known.add(need)) {
            return;
        }
        fresh.add(need);
        if (!planned) {
            plan(TOGETHER_MILLIS);
        }
    }

    private synchronized void plan(long delayMillis) {
        if (!thread.isShutdown()) {
            planned = true;
            thread.schedule(this::tell, delayMillis, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized List<Need> taken() {
        planned = false;
        List<Need> all = List.copyOf(fresh);
        fresh.clear();
        return all;
    }

    private synchronized void again(List<Need> untold) {
        fresh.addAll(0, untold);
        if (!planned) {
            plan(AGAIN_MILLIS);
        }
    }

    private void tell() {
        List<Need> batch = taken();
        try {
            batch.forEach(this::describe);
            store.use(new NodeUses(self.node(), self.instance(), self.epoch(), List.copyOf(used.keySet())));
            store.publish(List.copyOf(used.values()));
            warned = false;
            told.accept(batch);
        } catch (RegistryException unreachable) {
            if (!warned && !thread.isShutdown()) {
                warned = true;
                NodeLog.LOG.notTold(self.node(), String.valueOf(unreachable.getMessage()));
            }
            again(batch);
        } catch (RuntimeException | LinkageError fault) {
            NodeLog.LOG.tellingFailed(self.node(), fault);
        }
    }

    private void describe(Need need) {
        NodeVersions.stored(self, need.service(), need.codec().descriptor())
                .ifPresent(contract ->
                        used.put(new Use(need.service(), need.range(), contract.version(), contract.hash()), contract));
    }

    @Override
    public void close() {
        synchronized (this) {
            thread.shutdownNow();
        }
        try {
            // The store is closed next, and takes back what was told.
            thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
