package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.cdirpc.cluster.AnswerStoreException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two real members on loopback. */
@Timeout(60)
class HazelcastAnswerStoreTest {

    private static final MemberSettings SETTINGS = TestGrid.settings(3);
    private static final ClassLoader LOADER = HazelcastAnswerStoreTest.class.getClassLoader();
    private static final Duration LONG = Duration.ofMinutes(10);

    private static HazelcastMember one;
    private static HazelcastMember other;

    @BeforeAll
    static void start() throws Exception {
        one = HazelcastMember.start(SETTINGS);
        other = HazelcastMember.start(SETTINGS);
        TestGrid.awaitMembers(one.instance().getCluster(), 2, 30);
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** It waits for long: the grid pauses for 3 s where a member is lost while partitions move to it. */
    private static HazelcastAnswerStore store(HazelcastInstance instance, int most) {
        return new HazelcastAnswerStore(instance, most, 20_000, LOADER);
    }

    private static IMap<byte[], byte[]> map() {
        return one.instance().getMap(HazelcastAnswerStore.MAP);
    }

    @Test
    void ofTwoClaimantsThatRaceExactlyOneWinsEveryTime() throws Exception {
        ExecutorService racers = Executors.newFixedThreadPool(2);
        CyclicBarrier start = new CyclicBarrier(2);
        try (HazelcastAnswerStore here = store(one.instance(), 1000);
                HazelcastAnswerStore there = store(other.instance(), 1000)) {
            for (int round = 0; round < 100; round++) {
                byte[] key = bytes("race-" + round);
                List<Future<byte[]>> found = new ArrayList<>();
                for (HazelcastAnswerStore store : List.of(here, there)) {
                    byte[] own = bytes(store == here ? "here" : "there");
                    found.add(racers.submit(() -> {
                        start.await(10, TimeUnit.SECONDS);
                        return store.putIfAbsent(key, own, LONG);
                    }));
                }
                byte[] ofHere = found.get(0).get(10, TimeUnit.SECONDS);
                byte[] ofThere = found.get(1).get(10, TimeUnit.SECONDS);
                assertThat(ofHere == null).isNotEqualTo(ofThere == null);
                assertThat(ofHere == null ? ofThere : ofHere).isEqualTo(bytes(ofHere == null ? "here" : "there"));
            }
        } finally {
            racers.shutdownNow();
        }
    }

    @Test
    void everyEntryBringsItsOwnTimeToLive() {
        try (HazelcastAnswerStore store = store(one.instance(), 1000)) {
            store.putIfAbsent(bytes("ttl-claim"), bytes("c"), Duration.ofMinutes(3));
            assertThat(map().getEntryView(bytes("ttl-claim")).getTtl()).isEqualTo(180_000);
            store.put(bytes("ttl-claim"), bytes("answer"), Duration.ofMinutes(5));
            assertThat(map().getEntryView(bytes("ttl-claim")).getTtl()).isEqualTo(300_000);
            assertThat(store.get(bytes("ttl-claim"))).isEqualTo(bytes("answer"));
        }
    }

    @Test
    void anEntryIsGoneWhenItsTimeIsUp() {
        try (HazelcastAnswerStore store = store(one.instance(), 1000)) {
            store.putIfAbsent(bytes("short"), bytes("c"), Duration.ofSeconds(1));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (store.get(bytes("short")) != null) {
                assertThat(deadline - System.nanoTime()).isPositive();
                Thread.onSpinWait();
            }
            assertThat(store.putIfAbsent(bytes("short"), bytes("again"), LONG)).isNull();
        }
    }

    @Test
    void onlyTheOwnClaimIsReleased() {
        try (HazelcastAnswerStore store = store(one.instance(), 1000)) {
            store.putIfAbsent(bytes("mine"), bytes("claim"), LONG);
            store.removeIf(bytes("mine"), bytes("another claim"));
            assertThat(store.get(bytes("mine"))).isEqualTo(bytes("claim"));
            store.removeIf(bytes("mine"), bytes("claim"));
            assertThat(store.get(bytes("mine"))).isNull();
        }
    }

    /** What one member held is still there without it: a write must not run twice because a machine was lost. */
    @Test
    void anAnswerOutlivesTheMemberThatHeldIt() throws Exception {
        HazelcastMember third = HazelcastMember.start(SETTINGS);
        try (HazelcastAnswerStore store = store(third.instance(), 1000)) {
            TestGrid.awaitMembers(third.instance().getCluster(), 3, 30);
            for (int i = 0; i < 100; i++) {
                store.putIfAbsent(bytes("outlives-" + i), bytes("a"), LONG);
            }
            third.instance().getLifecycleService().terminate();
        }
        try (HazelcastAnswerStore store = store(one.instance(), 1000)) {
            for (int i = 0; i < 100; i++) {
                assertThat(store.get(bytes("outlives-" + i))).isEqualTo(bytes("a"));
            }
        }
    }

    @Test
    void aClientOfTheGridSharesTheStore() {
        ClientConfig config = new ClientConfig();
        config.setClusterName(SETTINGS.clusterName());
        config.getNetworkConfig().addAddress("127.0.0.1:" + SETTINGS.firstPort());
        HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
        try (HazelcastAnswerStore store = store(client, 1000);
                HazelcastAnswerStore member = store(one.instance(), 1000)) {
            assertThat(store.putIfAbsent(bytes("client"), bytes("c"), LONG)).isNull();
            assertThat(member.putIfAbsent(bytes("client"), bytes("m"), LONG)).isEqualTo(bytes("c"));
            store.put(bytes("client"), bytes("answer"), LONG);
            assertThat(member.get(bytes("client"))).isEqualTo(bytes("answer"));
        } finally {
            client.shutdown();
        }
    }

    @Test
    void aStoppedGridIsOutOfReach() {
        HazelcastMember alone = HazelcastMember.start(TestGrid.settings(1));
        try (HazelcastAnswerStore store = store(alone.instance(), 1000)) {
            assertThat(store.putIfAbsent(bytes("k"), bytes("c"), LONG)).isNull();
            alone.close();
            assertThatExceptionOfType(AnswerStoreException.class)
                    .isThrownBy(() -> store.putIfAbsent(bytes("k2"), bytes("c"), LONG))
                    .withMessageContaining("CDIRPC202520")
                    .matches(failure -> !failure.isFull());
            assertThatExceptionOfType(AnswerStoreException.class).isThrownBy(() -> store.get(bytes("k")));
            assertThatExceptionOfType(AnswerStoreException.class)
                    .isThrownBy(() -> store.put(bytes("k"), bytes("a"), LONG));
            assertThatExceptionOfType(AnswerStoreException.class)
                    .isThrownBy(() -> store.removeIf(bytes("k"), bytes("c")));
        } finally {
            alone.close();
        }
    }

    /** Else a caller that was told "not started" could never repeat: its key would be taken by a call that nobody runs. */
    @Test
    void aClaimThatArrivesAfterItsTimeLimitIsTakenBack() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        CompletableFuture<String> removed = new CompletableFuture<>();
        HazelcastInstance grid = fake(slow, removed);
        try (HazelcastAnswerStore store = new HazelcastAnswerStore(grid, 1000, 50, LOADER)) {
            assertThatExceptionOfType(AnswerStoreException.class)
                    .isThrownBy(() -> store.putIfAbsent(bytes("late"), bytes("claim"), LONG))
                    .withMessageContaining("50 ms");
            assertThat(removed).isNotDone();
            slow.countDown();
            assertThat(removed.get(10, TimeUnit.SECONDS)).isEqualTo("late claim");
        }
    }

    /** A grid whose claims wait, and which has room. */
    private static HazelcastInstance fake(CountDownLatch slow, CompletableFuture<String> removed) {
        IMap<?, ?> map = (IMap<?, ?>) Proxy.newProxyInstance(
                LOADER, new Class<?>[] {IMap.class}, (self, method, args) -> switch (method.getName()) {
                    case "putIfAbsent" -> {
                        assertThat(slow.await(20, TimeUnit.SECONDS)).isTrue();
                        yield null;
                    }
                    case "remove" -> removed.complete(text(args[0]) + " " + text(args[1]));
                    case "size" -> 0;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return (HazelcastInstance) Proxy.newProxyInstance(
                LOADER, new Class<?>[] {HazelcastInstance.class}, (self, method, args) -> switch (method.getName()) {
                    case "getMap" -> map;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    /** It may have been cancelled, which must not lose what it came to. */
    @Test
    void anInterruptedThreadKeepsItsAnswerAndItsMark() {
        try (HazelcastAnswerStore store = store(one.instance(), 1000)) {
            Thread.currentThread().interrupt();
            store.put(bytes("interrupted"), bytes("answer"), LONG);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(store.get(bytes("interrupted"))).isEqualTo(bytes("answer"));
        }
    }

    @Test
    void aFullMapRefusesNewEntriesAndFindsOldOnes() {
        HazelcastMember alone = HazelcastMember.start(TestGrid.settings(1));
        try (HazelcastAnswerStore store = store(alone.instance(), 2)) {
            store.putIfAbsent(bytes("a"), bytes("1"), LONG);
            // One fewer than there may be: what is written while they are counted may be counted twice.
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            AtomicBoolean full = new AtomicBoolean();
            // The count is asked for beside the calls: a few may slip in, and then no more.
            for (int i = 0; !full.get(); i++) {
                assertThat(deadline - System.nanoTime()).isPositive();
                try {
                    store.putIfAbsent(bytes("more-" + i), bytes("x"), LONG);
                } catch (AnswerStoreException refused) {
                    full.set(refused.isFull());
                }
            }
            assertThat(alone.instance().getMap(HazelcastAnswerStore.MAP).size()).isLessThan(20);
            assertThat(store.putIfAbsent(bytes("a"), bytes("3"), LONG)).isEqualTo(bytes("1"));
            store.put(bytes("a"), bytes("answer"), LONG);
            assertThat(store.get(bytes("a"))).isEqualTo(bytes("answer"));
        } finally {
            alone.close();
        }
    }

    @Test
    void theCountIsAskedForOnceASecondAndCountsOwnEntriesInBetween() {
        AtomicLong clock = new AtomicLong();
        AtomicLong asked = new AtomicLong();
        AnswerCount count = new AnswerCount(
                () -> {
                    asked.incrementAndGet();
                    return 40;
                },
                Runnable::run,
                clock::get);
        assertThat(count.get()).isEqualTo(40);
        count.added();
        count.added();
        clock.set(TimeUnit.MILLISECONDS.toNanos(999));
        assertThat(count.get()).isEqualTo(42);
        assertThat(asked).hasValue(1);
        clock.set(TimeUnit.SECONDS.toNanos(1));
        assertThat(count.get()).isEqualTo(40);
        assertThat(asked).hasValue(2);
    }

    @Test
    void theMembersOwnSettingsForgetNothing() {
        MapConfig settings = MemberConfig.of(SETTINGS).findMapConfig(HazelcastAnswerStore.MAP);
        assertThat(settings.getEvictionConfig().getEvictionPolicy()).isEqualTo(EvictionPolicy.NONE);
        assertThat(settings.getBackupCount()).isEqualTo(1);
        assertThat(settings.getMaxIdleSeconds()).isZero();
    }

    @Test
    void aClosedStoreLeavesNoThreadBehind() throws Exception {
        HazelcastAnswerStore store = store(one.instance(), 1000);
        store.putIfAbsent(bytes("threads"), bytes("c"), LONG);
        Set<Thread> threads = threads();
        assertThat(threads).isNotEmpty();
        store.close();
        store.close();
        TestGrid.assertEnded(threads);
        assertThatExceptionOfType(AnswerStoreException.class)
                .isThrownBy(() -> store.putIfAbsent(bytes("threads2"), bytes("c"), LONG));
    }

    private static Set<Thread> threads() {
        return TestGrid.threads(name -> name.startsWith("cdi-rpc-answers-"));
    }
}
