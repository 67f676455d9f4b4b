package org.cdirpc.extension.node;

import java.time.Duration;
import java.util.function.Supplier;
import org.cdirpc.cluster.AnswerStore;
import org.cdirpc.cluster.AnswerStoreException;
import org.cdirpc.cluster.Directory;
import org.cdirpc.extension.server.AnswerBook;
import org.cdirpc.extension.server.AnswersUnavailableException;
import org.jspecify.annotations.Nullable;

/** The cluster's store of answers as the provider's side knows it, with the directory's word on who is alive. Thread-safe. */
final class ClusterAnswers implements AnswerBook {

    private final AnswerStore store;
    private final Directory directory;
    private final Claimant self;

    ClusterAnswers(AnswerStore store, Directory directory, Claimant self) {
        this.store = store;
        this.directory = directory;
        this.self = self;
    }

    @Override
    public byte @Nullable [] putIfAbsent(byte[] key, byte[] value, Duration keep) {
        return told(() -> store.putIfAbsent(key, value, keep));
    }

    @Override
    public void put(byte[] key, byte[] value, Duration keep) {
        told(() -> {
            store.put(key, value, keep);
            return null;
        });
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return told(() -> store.get(key));
    }

    @Override
    public void removeIf(byte[] key, byte[] value) {
        told(() -> {
            store.removeIf(key, value);
            return null;
        });
    }

    private static byte @Nullable [] told(Supplier<byte @Nullable []> operation) {
        try {
            return operation.get();
        } catch (AnswerStoreException failure) {
            throw new AnswersUnavailableException(failure.isFull(), String.valueOf(failure.getMessage()), failure);
        }
    }

    /** An earlier start of this very node is over, also while its announcement has not run out. */
    @Override
    public boolean isAlive(Claimant claimant) {
        boolean earlierSelf = claimant.node().equals(self.node()) && claimant.epoch() < self.epoch();
        return !earlierSelf && directory.snapshot().instances().containsKey(claimant.instance());
    }
}
