package org.cdirpc.cluster.hazelcast;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cdirpc.cluster.NodeUses;
import org.jspecify.annotations.Nullable;

/** This node's own entry among the users. Written and withdrawn by the store's thread, said and asked for by any. */
final class OwnUses {

    private record Said(NodeUses uses, byte[] bytes) {}

    private final Grid grid;
    private final ContractStoreSettings settings;
    private volatile @Nullable Said said;
    private volatile boolean withdrawn;

    // Confined to the store's thread.
    private String writtenId = "";
    private CompletableFuture<?> writing = CompletableFuture.completedFuture(null);

    OwnUses(Grid grid, ContractStoreSettings settings) {
        this.grid = grid;
        this.settings = settings;
    }

    void say(NodeUses uses) {
        said = new Said(uses, uses.encode());
    }

    /** What was said last; null if nothing was. */
    @Nullable
    NodeUses said() {
        Said last = said;
        return last == null ? null : last.uses;
    }

    /** Writes what was said last, if anything was; waits up to the time limit. */
    void write() throws ExecutionException, TimeoutException, InterruptedException {
        Said last = said;
        if (last == null || withdrawn) {
            return;
        }
        // Where the grid did not take the last one yet, one more would only queue.
        await(writing.handle((done, failed) -> ""));
        String id = last.uses.instanceId();
        if (!writtenId.isEmpty() && !writtenId.equals(id)) {
            await(grid.remove(writtenId));
        }
        writtenId = id;
        writing = grid.put(id, last.bytes, settings.usesMillis());
        await(writing);
    }

    /** Nothing is written from now on. */
    void end() {
        withdrawn = true;
    }

    /** Removes what was written, after the last writing has landed, lest it bring the entry back. */
    void withdraw() throws ExecutionException, TimeoutException, InterruptedException {
        if (!writtenId.isEmpty()) {
            await(writing.handle((done, failed) -> writtenId).thenCompose(grid::remove));
        }
    }

    private void await(CompletableFuture<?> answer) throws ExecutionException, TimeoutException, InterruptedException {
        answer.get(settings.timeoutMillis(), TimeUnit.MILLISECONDS);
    }
}
