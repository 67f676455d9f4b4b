package org.cdirpc.cluster.hazelcast;

import com.hazelcast.client.HazelcastClientNotActiveException;
import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The registry's map in a Hazelcast member's or client's grid.
 *
 * <p>An {@code IMap} with its default one backup, not a {@code ReplicatedMap}: writes of one key are ordered by its
 * partition's owner, entries can expire by themselves (a crashed node's would else stay for ever), and events and
 * operations are the same for members and clients. Keys are strings and values bytes, so that the grid never sees a class
 * of ours.
 */
final class Grid {

    static final String MAP = "cdirpc.instances";

    /** When the grid itself clears an entry away that nobody writes any more; no judgement of who is alive. */
    static final int GARBAGE_LEASES = 6;

    private final HazelcastInstance instance;
    private final String map;
    private final long garbageMillis;

    Grid(HazelcastInstance instance, long leaseMillis) {
        this(instance, MAP, leaseMillis);
    }

    /** Another map than the registry's. */
    Grid(HazelcastInstance instance, String map, long leaseMillis) {
        this.instance = instance;
        this.map = map;
        garbageMillis = GARBAGE_LEASES * leaseMillis;
    }

    HazelcastInstance instance() {
        return instance;
    }

    IMap<Object, Object> map() {
        return instance.getMap(map);
    }

    /** Begins to write; whatever goes wrong is in the answer. */
    CompletableFuture<Void> put(String key, byte[] value) {
        return put(key, value, garbageMillis);
    }

    /** Begins to write what the grid clears away after so many milliseconds; whatever goes wrong is in the answer. */
    CompletableFuture<Void> put(String key, byte[] value, long keepMillis) {
        try {
            CompletionStage<Void> answer = map().setAsync(key, value, keepMillis, TimeUnit.MILLISECONDS);
            return answer.toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Begins to remove; whatever goes wrong is in the answer. */
    CompletableFuture<?> remove(String key) {
        try {
            return map().removeAsync(key).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Reads everything; waits for the grid, up to its operation timeout. Entries that are not of ours, or that the
     * deserialization filter refuses, go to {@code foreign} with what is wrong: one of them must not hide the others.
     */
    void read(BiConsumer<String, byte[]> entries, BiConsumer<String, String> foreign) {
        Iterator<Map.Entry<Object, Object>> all = map().entrySet().iterator();
        int unreadable = 0;
        while (all.hasNext()) {
            try {
                Map.Entry<Object, Object> entry = all.next();
                if (entry.getKey() instanceof String key && entry.getValue() instanceof byte[] value) {
                    entries.accept(key, value);
                } else {
                    foreign.accept(String.valueOf(entry.getKey()), "it is not text and bytes");
                }
            } catch (HazelcastSerializationException e) {
                // Bounded, should an iterator stand still at what it cannot read.
                if (++unreadable > Leases.LIMIT) {
                    throw e;
                }
                foreign.accept("an unreadable one", String.valueOf(e.getMessage()));
            }
        }
    }

    boolean isRunning() {
        return instance.getLifecycleService().isRunning();
    }

    Set<String> members() {
        return instance.getCluster().getMembers().stream()
                .map(Member::getUuid)
                .map(Object::toString)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The id of the member that writes here, new after every merge; empty for a client. */
    String localMember() {
        try {
            return instance.getCluster().getLocalMember().getUuid().toString();
        } catch (UnsupportedOperationException client) {
            return "";
        } catch (HazelcastClientNotActiveException stopped) {
            return "";
        }
    }
}
