package org.cdirpc.cluster;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The answers of one JVM. Thread-safe; nothing waits while the lock is held. */
final class LocalAnswers {

    private record Entry(ByteBuffer key, byte[] value, long endNanos) {}

    private final LongSupplier nanoTime;
    // Both guarded by this. An entry that was replaced stays in the queue until its own time, and then ends nothing.
    private final Map<ByteBuffer, Entry> entries = new HashMap<>();
    private final PriorityQueue<Entry> byEnd =
            new PriorityQueue<>((one, other) -> Long.signum(one.endNanos() - other.endNanos()));

    /**
     * None yet.
     *
     * @param nanoTime as {@link System#nanoTime()}
     */
    LocalAnswers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Access that adds an entry only while there are fewer than so many. */
    AnswerStore upTo(int most) {
        return new Access(most);
    }

    private void endOld() {
        long now = nanoTime.getAsLong();
        for (Entry oldest = byEnd.peek(); oldest != null && oldest.endNanos() - now <= 0; oldest = byEnd.peek()) {
            byEnd.remove();
            entries.remove(oldest.key(), oldest);
        }
    }

    private void add(byte[] key, byte[] value, Duration keep) {
        Entry entry = new Entry(ByteBuffer.wrap(key.clone()), value.clone(), nanoTime.getAsLong() + keep.toNanos());
        entries.put(entry.key(), entry);
        byEnd.add(entry);
    }

    private synchronized byte @Nullable [] putIfAbsent(byte[] key, byte[] value, Duration keep, int most) {
        byte[] there = get(key);
        if (there == null) {
            if (entries.size() >= most) {
                throw AnswerStoreException.full(entries.size(), most);
            }
            add(key, value, keep);
        }
        return there;
    }

    private synchronized void put(byte[] key, byte[] value, Duration keep) {
        endOld();
        add(key, value, keep);
    }

    private synchronized byte @Nullable [] get(byte[] key) {
        endOld();
        Entry entry = entries.get(ByteBuffer.wrap(key));
        return entry == null ? null : entry.value().clone();
    }

    private synchronized void removeIf(byte[] key, byte[] value) {
        Entry entry = entries.get(ByteBuffer.wrap(key));
        if (entry != null && Arrays.equals(entry.value(), value)) {
            entries.remove(entry.key());
            byEnd.remove(entry);
        }
    }

    private final class Access implements AnswerStore {

        private final int most;

        Access(int most) {
            this.most = most;
        }

        @Override
        public byte @Nullable [] putIfAbsent(byte[] key, byte[] value, Duration keep) {
            return LocalAnswers.this.putIfAbsent(key, value, keep, most);
        }

        @Override
        public void put(byte[] key, byte[] value, Duration keep) {
            LocalAnswers.this.put(key, value, keep);
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            return LocalAnswers.this.get(key);
        }

        @Override
        public void removeIf(byte[] key, byte[] value) {
            LocalAnswers.this.removeIf(key, value);
        }

        @Override
        public void close() {
            // The entries belong to the cluster, and there is no thread.
        }
    }
}
