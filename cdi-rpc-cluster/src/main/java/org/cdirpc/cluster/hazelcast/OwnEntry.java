package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridLog.LOG;
import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceRecord;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.RegistryException;
import org.jspecify.annotations.Nullable;

/**
 * This node's own entry. Every writing has a greater beat than all before it, also across withdrawal and announcement, so
 * that readers can tell the newest whatever order they arrive in. Thread-safe; waiting is done outside the lock.
 */
final class OwnEntry {

    private final Grid grid;
    private final DirectorySettings settings;

    private @Nullable Instance own;
    private long beat;
    private CompletableFuture<?> writing = CompletableFuture.completedFuture(null);
    private boolean complained;

    OwnEntry(Grid grid, DirectorySettings settings) {
        this.grid = grid;
        this.settings = settings;
    }

    void announce(Instance instance) {
        CompletableFuture<?> written;
        synchronized (this) {
            Instance before = own;
            if (before != null && !before.instanceId().equals(instance.instanceId())) {
                grid.remove(before.instanceId());
            }
            own = instance;
            written = write(instance);
        }
        try {
            await("announce", instance, written, settings.startMillis());
        } catch (RegistryException e) {
            synchronized (this) {
                own = null;
            }
            // It may have arrived all the same; nobody waits, and its lease would end it.
            grid.remove(instance.instanceId());
            throw e;
        }
    }

    void drain() {
        CompletableFuture<?> written;
        Instance draining;
        synchronized (this) {
            if (own == null) {
                return;
            }
            draining = own.in(InstanceState.DRAINING);
            own = draining;
            written = write(draining);
        }
        await("drain", draining, written, settings.timeoutMillis());
    }

    void withdraw() {
        Instance before;
        CompletableFuture<?> last;
        synchronized (this) {
            before = own;
            own = null;
            last = writing;
        }
        if (before != null) {
            // After the last beat has landed, lest it bring the entry back.
            String id = before.instanceId();
            CompletableFuture<?> removed = last.handle((done, failed) -> id).thenCompose(grid::remove);
            await("withdraw", before, removed, settings.timeoutMillis());
        }
    }

    /** The announced instance's id; null if none is announced. */
    synchronized @Nullable String id() {
        return own == null ? null : own.instanceId();
    }

    /** Writes the entry again, if there is one; does not wait. */
    synchronized void beat() {
        if (own == null || !writing.isDone()) {
            return;
        }
        String failure = failure(writing);
        if (failure == null) {
            complained = false;
        } else if (!complained) {
            complained = true;
            LOG.beatFailed(own.instanceId(), failure, settings.leaseMillis());
        }
        write(own);
    }

    private CompletableFuture<?> write(Instance instance) {
        try {
            InstanceRecord record = new InstanceRecord(instance, ++beat, grid.isRunning() ? grid.localMember() : "");
            writing = grid.put(instance.instanceId(), record.encode());
        } catch (HazelcastInstanceNotActiveException e) {
            // Stopped since it was asked whether it runs.
            writing = CompletableFuture.failedFuture(e);
        }
        return writing;
    }

    private static @Nullable String failure(CompletableFuture<?> done) {
        return done.isCompletedExceptionally()
                ? done.<@Nullable String>handle((value, failed) -> String.valueOf(failed))
                        .join()
                : null;
    }

    private static void await(String what, Instance instance, CompletableFuture<?> answer, long millis) {
        Throwable cause;
        try {
            answer.get(millis, TimeUnit.MILLISECONDS);
            return;
        } catch (ExecutionException e) {
            cause = e.getCause() == null ? e : e.getCause();
        } catch (TimeoutException | CancellationException e) {
            // A grid that stops cancels what it has not answered.
            cause = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cause = e;
        }
        throw new RegistryException(
                MESSAGES.notAnswered(what, instance.instanceId(), millis, String.valueOf(cause)), cause);
    }
}
