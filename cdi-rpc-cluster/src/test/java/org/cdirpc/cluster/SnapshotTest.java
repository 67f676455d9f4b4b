package org.cdirpc.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    @Test
    void listsInstancesByServiceInAStableOrderWithPinnedOnesEverywhere() {
        Snapshot snapshot = Snapshot.of(
                3,
                List.of(
                        Instances.up("c", Instances.offer("s", "1"), Instances.offer("s", "2")),
                        Instance.at(new Endpoint("b", 1)),
                        Instances.up("a", Instances.offer("s", "1"))),
                false);
        assertThat(snapshot.instancesOf(Instances.key("s")))
                .extracting(Instance::instanceId)
                .containsExactly("a", "b:1", "c");
        assertThat(snapshot.instancesOf(new ServiceKey("s", "blue")))
                .extracting(Instance::instanceId)
                .containsExactly("b:1");
        assertThat(snapshot).hasToString("snapshot 3 of 3 instances");
    }

    @Test
    void whatOneLocalNodeAnnouncesOthersSeeAtOnce() {
        LocalCluster cluster = new LocalCluster();
        LocalCluster.Node provider = cluster.join();
        LocalCluster.Node consumer = cluster.join();
        List<Integer> sizes = new ArrayList<>();
        Subscription subscription =
                consumer.subscribe(snapshot -> sizes.add(snapshot.instances().size()));
        provider.drain();
        provider.withdraw();
        provider.announce(Instances.up("a"));
        assertThat(consumer.snapshot().instances()).containsOnlyKeys("a");
        provider.drain();
        assertThat(consumer.snapshot().instances().get("a"))
                .extracting(Instance::state)
                .isEqualTo(InstanceState.DRAINING);
        provider.close();
        assertThat(consumer.snapshot().instances()).isEmpty();
        assertThat(sizes).startsWith(0).endsWith(0).contains(1);
        subscription.close();
        cluster.join().announce(Instances.up("b"));
        assertThat(sizes).endsWith(0);
        assertThatIllegalStateException().isThrownBy(() -> provider.announce(Instances.up("a")));
    }

    @Test
    void listenersAreNeverCalledConcurrentlyNorOutOfOrderAndSeeTheLast() throws InterruptedException {
        SnapshotPublisher publisher = new SnapshotPublisher();
        AtomicBoolean inside = new AtomicBoolean();
        AtomicInteger overlaps = new AtomicInteger();
        List<Long> versions = Collections.synchronizedList(new ArrayList<>());
        publisher.subscribe(snapshot -> {
            if (!inside.compareAndSet(false, true)) {
                overlaps.incrementAndGet();
            }
            versions.add(snapshot.version());
            inside.set(false);
        });
        int threads = 4;
        int each = 2_000;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < threads; i++) {
            pool.execute(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    return;
                }
                for (int round = 0; round < each; round++) {
                    publisher.publish(List::of, false);
                }
            });
        }
        start.countDown();
        pool.shutdown();
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(overlaps).hasValue(0);
        assertThat(versions).startsWith(0L).isSorted().doesNotHaveDuplicates().endsWith((long) threads * each);
    }

    @Test
    void aListenerThatThrowsDoesNotHarmTheOthers() {
        SnapshotPublisher publisher = new SnapshotPublisher();
        publisher.subscribe(snapshot -> {
            throw new IllegalStateException("a listener's fault, thrown by this test");
        });
        AtomicInteger seen = new AtomicInteger();
        publisher.subscribe(snapshot -> seen.incrementAndGet());
        publisher.publish(List::of, false);
        assertThat(seen).hasValue(2);
    }
}
