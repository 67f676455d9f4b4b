package org.cdirpc.extension.server;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A book that one test's nodes share; it can be out of reach, for writing or at all. */
final class MapBook implements AnswerBook {

    final Map<ByteBuffer, byte[]> entries = new ConcurrentHashMap<>();
    final Map<ByteBuffer, Duration> kept = new ConcurrentHashMap<>();
    final Set<String> alive = ConcurrentHashMap.newKeySet();
    volatile boolean away;
    volatile boolean full;
    volatile boolean keepsNothing;
    /** Runs before each look. */
    volatile Runnable onGet = () -> {};

    private void reach() {
        if (away) {
            throw new AnswersUnavailableException(false, "the grid did not answer", new RuntimeException("away"));
        }
    }

    @Override
    public byte @Nullable [] putIfAbsent(byte[] key, byte[] value, Duration keep) {
        reach();
        if (full) {
            throw new AnswersUnavailableException(true, "it is full", new RuntimeException("full"));
        }
        byte[] there = entries.putIfAbsent(ByteBuffer.wrap(key), value);
        if (there == null) {
            kept.put(ByteBuffer.wrap(key), keep);
        }
        return there;
    }

    @Override
    public void put(byte[] key, byte[] value, Duration keep) {
        reach();
        if (keepsNothing) {
            throw new AnswersUnavailableException(false, "the grid did not answer", new RuntimeException("away"));
        }
        entries.put(ByteBuffer.wrap(key), value);
        kept.put(ByteBuffer.wrap(key), keep);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        reach();
        onGet.run();
        return entries.get(ByteBuffer.wrap(key));
    }

    @Override
    public void removeIf(byte[] key, byte[] value) {
        reach();
        entries.computeIfPresent(ByteBuffer.wrap(key), (unused, there) -> Arrays.equals(there, value) ? null : there);
    }

    @Override
    public boolean isAlive(Claimant claimant) {
        return alive.contains(claimant.instance());
    }
}
