package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.cdirpc.Remote;
import org.cdirpc.RpcControl;
import org.cdirpc.RpcControl.Part;
import org.cdirpc.RpcHealth;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.cluster.hazelcast.HazelcastMember;
import org.cdirpc.cluster.hazelcast.MemberSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One member of a real grid withdraws the other, over real channels, while calls go on. */
@Timeout(120)
class GridControlTest {

    @Remote(name = "grid.Who")
    interface Who {
        String who();
    }

    private static MemberSettings grid() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = Math.min(free.getLocalPort(), 65_000);
            return MemberSettings.onLoopback(
                    "control-" + UUID.randomUUID(), port, 20, GridControlTest.class.getClassLoader());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RpcNode on(HazelcastMember member, String name) {
        return RpcNode.builder()
                .hazelcast(member.instance())
                .config(RpcConfig.of(Map.of("cdirpc.node.name", name, "cdirpc.warm-up", "0ms", "cdirpc.drain", "5s")))
                .export(Who.class, () -> name)
                .start();
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void oneMemberWithdrawsTheOtherAndNoCallFails() {
        MemberSettings grid = grid();
        try (HazelcastMember first = HazelcastMember.start(grid);
                HazelcastMember second = HazelcastMember.start(grid);
                RpcNode a = on(first, "a")) {
            assertThat(second.instance().getCluster().getMembers()).hasSize(2);
            RpcNode b = on(second, "b");
            Who who = a.proxy(Who.class);
            RpcControl.Node target = a.control().of("b");
            try (Callers callers = new Callers(2, who::who)) {
                callers.await("b", 20);
                for (int i = 0; i < 5; i++) {
                    target.withdraw("round " + i);
                    long before = callers.answeredBy("b");
                    callers.await("a", 50);
                    assertThat(callers.answeredBy("b")).isBetween(before, before + 2);
                    until(() -> b.control().health().state() == RpcHealth.State.DRAINING);
                    assertThat(b.control().health().reasons())
                            .containsExactly("withdrawn by an operator (round " + i + ")");
                    target.putBack();
                    callers.await("b", 20);
                    until(() -> b.control().health().state() == RpcHealth.State.READY);
                }
                target.maintenance("new disks");
                b.close();
                try (RpcNode again = on(second, "b")) {
                    assertThat(again.control().own().isWithdrawn(Part.WHOLE)).isTrue();
                    long before = callers.answeredBy("b");
                    callers.await("a", 50);
                    assertThat(callers.answeredBy("b")).isEqualTo(before);
                    // Its own word ends what another said.
                    again.control().own().putBack();
                    callers.await("b", 20);
                    until(() -> a.control().overrides().isEmpty());
                }
            }
        }
    }

    @Test
    void withoutItsGridANodeIsDegradedAndSaysWhatToLookAt() {
        try (HazelcastMember member = HazelcastMember.start(grid());
                RpcNode a = on(member, "a")) {
            assertThat(a.control().health()).isEqualTo(RpcHealth.of(RpcHealth.State.READY));
            a.control().own().weigh(Part.WHOLE, 7, RpcControl.Lasting.THIS_START);
            member.close();
            until(() -> a.control().health().state() == RpcHealth.State.DEGRADED);
            assertThat(a.control().health().reasons())
                    .singleElement()
                    .asString()
                    .startsWith("CDIRPC360163");
            assertThat(a.control().health().takesCalls()).isTrue();
            assertThat(a.proxy(Who.class).who()).isEqualTo("a");
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> a.control().own().withdraw("too late")))
                    .isInstanceOf(RpcUnavailableException.class)
                    .hasMessageStartingWith("CDIRPC360165");
            assertThat(a.control().own().overrides()).hasSize(1);
        }
    }
}
