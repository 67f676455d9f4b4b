package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.cdirpc.Remote;
import org.cdirpc.RpcHealth;
import org.cdirpc.cluster.hazelcast.HazelcastMember;
import org.cdirpc.cluster.hazelcast.MemberSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes whose members lose each other while both listen on. */
@Timeout(120)
class GridSplitTest {

    @Remote(name = "grid.Split")
    interface Who {
        String who();
    }

    private static RpcNode on(HazelcastMember member, String name) {
        return RpcNode.builder()
                .hazelcast(member.instance())
                .config(RpcConfig.of(Map.of("cdirpc.node.name", name, "cdirpc.warm-up", "0ms", "cdirpc.drain", "5s")))
                .export(Who.class, () -> name)
                .start();
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** A grid that lost a node does not know that it is one half of two: who still listens there says so. */
    @Test
    void aNodeWhoseGridLostOthersThatStillListenIsDegradedUntilTheyAreGone() {
        MemberSettings grid = MemberSettings.onLoopback(
                "split-" + UUID.randomUUID(),
                ThreadLocalRandom.current().nextInt(15_000, 30_000),
                20,
                GridSplitTest.class.getClassLoader());
        try (HazelcastMember first = HazelcastMember.start(grid);
                HazelcastMember second = HazelcastMember.start(grid);
                RpcNode a = on(first, "a")) {
            RpcNode b = on(second, "b");
            Who who = a.proxy(Who.class);
            try (Callers callers = new Callers(2, who::who)) {
                callers.await("b", 20);
                until(() -> a.control().health().equals(RpcHealth.of(RpcHealth.State.READY)));
                second.instance().getLifecycleService().terminate();
                until(() -> a.control().health().state() == RpcHealth.State.DEGRADED);
                assertThat(a.control().health().reasons())
                        .singleElement()
                        .asString()
                        .startsWith("CDIRPC360241")
                        .contains("hears nothing more of 1 instances");
                assertThat(a.control().health().takesCalls()).isTrue();
                // What its channel shows is used last, and served by the other meanwhile.
                callers.await("a", 50);
                b.close();
                until(() -> a.control().health().state() == RpcHealth.State.READY);
                callers.await("a", 50);
            }
        }
    }
}
