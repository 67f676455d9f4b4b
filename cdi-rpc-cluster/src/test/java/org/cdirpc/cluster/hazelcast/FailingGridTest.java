package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.cdirpc.cluster.InstanceState.UP;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.LifecycleService;
import com.hazelcast.map.IMap;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceRecord;
import org.cdirpc.cluster.Instances;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.SnapshotPublisher;
import org.cdirpc.cluster.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A grid that stops, or refuses, at the worst moment. */
@Timeout(30)
final class FailingGridTest {

    private static final DirectorySettings SETTINGS = new DirectorySettings(200, 2000, 1000, 500, System::nanoTime);

    private final Set<Object> listeners = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Object> cancelled = new CompletableFuture<>();
    private final Map<String, Supplier<Object>> answers = new ConcurrentHashMap<>();
    private final Grid grid = new Grid(fake(HazelcastInstance.class), 2000);

    FailingGridTest() {
        cancelled.cancel(false);
        answers.put("isRunning", () -> true);
        answers.put("getLifecycleService", () -> fake(LifecycleService.class));
        answers.put("getCluster", () -> fake(Cluster.class));
        answers.put("getMap", () -> fake(IMap.class));
        answers.put("getLocalMember", () -> fake(Member.class));
        answers.put("getMembers", Set::of);
        answers.put("entrySet", Set::of);
        answers.put("getUuid", UUID::randomUUID);
        answers.put("setAsync", () -> cancelled);
        answers.put("removeAsync", () -> CompletableFuture.completedFuture(null));
    }

    private <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            String name = method.getName();
            Supplier<Object> answer = answers.get(name);
            if (answer != null) {
                return answer.get();
            }
            if (name.startsWith("add")) {
                UUID id = UUID.randomUUID();
                listeners.add(id);
                return id;
            }
            if (name.startsWith("remove")) {
                return listeners.remove(args[0]);
            }
            throw new UnsupportedOperationException(name);
        }));
    }

    private static Object refuse() {
        throw new HazelcastInstanceNotActiveException("stopped");
    }

    private RegistryReader reader() {
        return new RegistryReader(
                grid, new OwnEntry(grid, SETTINGS), new SnapshotPublisher(), new PartitionOwners(grid), SETTINGS);
    }

    /** Else each attempt of an application to start leaves listeners, and with them its class loader, in the grid. */
    @Test
    void aRegistrationThatFailsHalfWayIsUndone() {
        answers.put("addEntryListener", FailingGridTest::refuse);
        assertThatExceptionOfType(HazelcastInstanceNotActiveException.class)
                .isThrownBy(() -> new GridEvents().listenTo(grid));
        assertThat(listeners).isEmpty();
    }

    @Test
    void aFirstReadingThatFailsLeavesNoListener() {
        answers.put("getMembers", FailingGridTest::refuse);
        RegistryReader reader = reader();
        assertThatExceptionOfType(RegistryException.class).isThrownBy(reader::start);
        reader.close();
        assertThat(listeners).isEmpty();
    }

    @Test
    void aCloseDuringTheFirstReadingLeavesNoListener() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        answers.put("entrySet", () -> {
            reads.countDown();
            awaitQuietly(new CountDownLatch(1));
            return refuse();
        });
        RegistryReader reader = reader();
        CompletableFuture<Void> started = CompletableFuture.runAsync(
                () -> assertThatExceptionOfType(RegistryException.class).isThrownBy(reader::start));
        assertThat(reads.await(10, TimeUnit.SECONDS)).isTrue();
        reader.close();
        started.get(10, TimeUnit.SECONDS);
        assertThat(listeners).isEmpty();
    }

    /** Of a grid that has split, or moves its partitions; who does not beat any more is asked about all the same. */
    @Test
    void aReadingThatHangsDoesNotKeepTheDirectoryFromNoticingWhoIsSilent() throws Exception {
        AtomicLong clock = new AtomicLong();
        CountDownLatch answered = new CountDownLatch(1);
        try (ServerSocket provider = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Instance silent =
                    new Instance("n", "silent", "127.0.0.1", provider.getLocalPort(), "", 100, UP, 1, List.of(), false);
            Map<Object, Object> map = Map.of("silent", new InstanceRecord(silent, 1, "").encode());
            answers.put("entrySet", map::entrySet);
            SnapshotPublisher published = new SnapshotPublisher();
            RegistryReader reader = new RegistryReader(
                    grid,
                    new OwnEntry(grid, SETTINGS),
                    published,
                    new PartitionOwners(grid),
                    new DirectorySettings(200, 2000, 1000, 500, clock::get));
            reader.start();
            try {
                assertThat(published.snapshot().instances()).containsOnlyKeys("silent");
                CountDownLatch reads = new CountDownLatch(1);
                answers.put("entrySet", () -> {
                    reads.countDown();
                    awaitQuietly(answered);
                    return map.entrySet();
                });
                CompletableFuture<Void> missed = new CompletableFuture<>();
                try (Subscription subscription = published.subscribe(snapshot -> {
                    if (snapshot.missing().contains("silent")) {
                        missed.complete(null);
                    }
                })) {
                    clock.set(TimeUnit.MILLISECONDS.toNanos(1100));
                    assertThat(reads.await(10, TimeUnit.SECONDS)).isTrue();
                    missed.get(10, TimeUnit.SECONDS);
                }
                assertThat(published.snapshot().stale()).isFalse();
            } finally {
                answered.countDown();
                reader.close();
            }
        }
    }

    /** It was begun since an event may have got lost; until the next usual one, ten seconds might pass. */
    @Test
    void aReadingThatFailsIsBegunAgainSoon() throws Exception {
        AtomicLong clock = new AtomicLong();
        AtomicInteger reads = new AtomicInteger();
        answers.put("entrySet", () -> {
            int number = reads.incrementAndGet();
            if (number == 2) {
                throw new HazelcastException("the partitions move");
            }
            return Set.of();
        });
        SnapshotPublisher published = new SnapshotPublisher();
        RegistryReader reader = new RegistryReader(
                grid,
                new OwnEntry(grid, SETTINGS),
                published,
                new PartitionOwners(grid),
                new DirectorySettings(200, 60_000, 60_000, 500, clock::get));
        reader.start();
        try {
            CountDownLatch stale = new CountDownLatch(1);
            CountDownLatch fresh = new CountDownLatch(1);
            try (Subscription subscription = published.subscribe(snapshot -> {
                if (snapshot.stale()) {
                    stale.countDown();
                } else if (stale.getCount() == 0) {
                    fresh.countDown();
                }
            })) {
                clock.set(TimeUnit.MILLISECONDS.toNanos(60_000));
                assertThat(stale.await(10, TimeUnit.SECONDS)).isTrue();
                clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1000));
                assertThat(fresh.await(10, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            reader.close();
        }
    }

    /** One that refuses at once would keep a processor busy for as long as a start may take. */
    @Test
    void aFirstReadingThatIsRefusedIsNotRepeatedWithoutAPause() {
        AtomicInteger reads = new AtomicInteger();
        answers.put("entrySet", () -> {
            reads.incrementAndGet();
            throw new HazelcastException("too few members");
        });
        RegistryReader reader = new RegistryReader(
                grid,
                new OwnEntry(grid, SETTINGS),
                new SnapshotPublisher(),
                new PartitionOwners(grid),
                new DirectorySettings(200, 2000, 1000, 100, System::nanoTime));

        assertThatExceptionOfType(RegistryException.class).isThrownBy(reader::start);
        // Four times 100 ms, and a pause of 200 ms.
        assertThat(reads).hasValueLessThan(10);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The caller is promised a {@link RegistryException}, whose message says what to do. */
    @Test
    void aGridThatStopsWhileAnnouncingIsARegistryFailure() {
        OwnEntry own = new OwnEntry(grid, SETTINGS);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> own.announce(Instances.up("i-1")))
                .withMessageContaining("announce");
        answers.put("getLocalMember", FailingGridTest::refuse);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> own.announce(Instances.up("i-1")))
                .withMessageContaining("stopped");
    }
}
