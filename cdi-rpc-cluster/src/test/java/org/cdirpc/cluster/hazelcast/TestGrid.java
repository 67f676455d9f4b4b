package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.cdirpc.cluster.Directory;
import org.cdirpc.cluster.Snapshot;
import org.cdirpc.cluster.Subscription;

/** Free ports, a cluster name of its own, and waiting with a deadline. */
final class TestGrid {

    private TestGrid() {}

    static MemberSettings settings(int ports) {
        return MemberSettings.onLoopback(
                "test-" + UUID.randomUUID(), freePorts(ports), ports, TestGrid.class.getClassLoader());
    }

    /** The first of so many free ports in a row, below the range of ephemeral ports. */
    private static int freePorts(int count) {
        for (int attempt = 0; attempt < 100; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(15_000, 30_000);
            if (areFree(first, count)) {
                return first;
            }
        }
        throw new IllegalStateException("no " + count + " free ports in a row");
    }

    private static boolean areFree(int first, int count) {
        List<ServerSocket> taken = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                taken.add(new ServerSocket(first + i, 1, InetAddress.getLoopbackAddress()));
            }
            return true;
        } catch (IOException inUse) {
            return false;
        } finally {
            taken.forEach(socket -> {
                try {
                    socket.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** The living threads that are called so. */
    static Set<Thread> threads(Predicate<String> name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> name.test(thread.getName()))
                .collect(Collectors.toSet());
    }

    /** That they have ended: a thread that has left its pool may have its very last instructions to go. */
    static void assertEnded(Set<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(10_000);
        }
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    /** The first snapshot from now on that fits; fails after the deadline. */
    static Snapshot await(Directory directory, int seconds, Predicate<Snapshot> fits) throws Exception {
        CompletableFuture<Snapshot> found = new CompletableFuture<>();
        try (Subscription subscription = directory.subscribe(snapshot -> {
            if (fits.test(snapshot)) {
                found.complete(snapshot);
            }
        })) {
            return found.get(seconds, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(
                    "not within " + seconds + " s; last " + directory.snapshot().instances(), e);
        }
    }

    /** Waits until the cluster has at least so many members. */
    static void awaitMembers(Cluster cluster, int size, int seconds) throws Exception {
        CompletableFuture<Void> complete = new CompletableFuture<>();
        MembershipListener listener = new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                if (cluster.getMembers().size() >= size) {
                    complete.complete(null);
                }
            }

            @Override
            public void memberRemoved(MembershipEvent event) {}
        };
        UUID registration = cluster.addMembershipListener(listener);
        try {
            if (cluster.getMembers().size() < size) {
                complete.get(seconds, TimeUnit.SECONDS);
            }
        } finally {
            cluster.removeMembershipListener(registration);
        }
    }
}
