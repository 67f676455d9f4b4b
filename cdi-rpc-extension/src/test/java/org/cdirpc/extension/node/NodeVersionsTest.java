package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cdirpc.NonBlocking;
import org.cdirpc.Remote;
import org.cdirpc.RpcContractException;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.RpcVersions;
import org.cdirpc.cluster.Canaries;
import org.cdirpc.cluster.ContractStore;
import org.cdirpc.cluster.LocalCluster;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.server.CallServer;
import org.cdirpc.spi.Progress;
import org.cdirpc.spi.Version;
import org.cdirpc.spi.VersionRange;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Releases of one contract side by side, on nodes that tell each other what they serve and use. */
@Timeout(60)
class NodeVersionsTest {

    private final InProcessCluster cluster = new InProcessCluster();

    private RpcNode.Builder node(String name, String... keysAndValues) {
        return RpcNode.builder().inProcess(cluster).config(config(name, keysAndValues));
    }

    private static RpcConfig config(String name, String... keysAndValues) {
        Map<String, String> values = new HashMap<>(Map.of("cdirpc.node.name", name));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return RpcConfig.of(values);
    }

    /** The consumers of the service, once there are so many; the test's time limit ends the wait. */
    private static List<RpcVersions.Consumer> consumers(RpcNode node, int count) {
        List<RpcVersions.Consumer> known = node.versions().consumersOf(Orders.SERVICE);
        while (known.size() != count) {
            Thread.onSpinWait();
            known = node.versions().consumersOf(Orders.SERVICE);
        }
        return known;
    }

    private static Set<String> threadsOf(String node) throws InterruptedException {
        Set<String> left = new HashSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().contains("cdi-rpc-" + node)) {
                thread.join(5_000);
                if (thread.isAlive()) {
                    left.add(thread.getName());
                }
            }
        }
        return left;
    }

    @Test
    void whoServesAndWhoUsesWhichVersionIsKnownToAll() throws Exception {
        try (RpcNode old =
                        node("old").export(Orders.V10.class, new Orders.Bean()).start();
                RpcNode fresh = node("fresh")
                        .export(Orders.V11.class, new Orders.Bean())
                        .start();
                RpcNode web = node("web").start()) {
            RpcNode batch = node("batch").consume(Orders.V11.class).start();
            assertThat(web.proxy(Orders.V10.class).place(1)).isEqualTo("placed 1");
            web.proxy(Orders.V10.class, new ProxyOptions("", "", 1_000, "random"));
            web.proxy(Orders.V10.class, new ProxyOptions("", "blue", 0, ""));

            List<RpcVersions.Consumer> all = consumers(old, 3);
            String hash10 = all.get(1).contractHash();
            String hash11 = all.get(0).contractHash();
            assertThat(all)
                    .containsExactly(
                            consumer(batch, "", "1.1", hash11),
                            consumer(web, "", "1.0", hash10),
                            consumer(web, "blue", "1.0", hash10));
            assertThat(fresh.versions().consumersOf(Orders.V11.class)).isEqualTo(all);
            assertThat(fresh.versions().consumersOf(Orders.V11.class, VersionRange.parse("[1.1,2)")))
                    .as("who still uses it")
                    .containsExactly(consumer(batch, "", "1.1", hash11));
            assertThat(web.versions().providersOf(Orders.V10.class))
                    .containsExactly(
                            new RpcVersions.Provider(
                                    "fresh", fresh.instance(), "", new Version(1, 1, 0), hash11, false),
                            new RpcVersions.Provider("old", old.instance(), "", new Version(1, 0, 0), hash10, false));
            assertThat(web.versions().providersOf("shop.Other")).isEmpty();
            assertThat(hash10).matches("[0-9a-f]{32}").isNotEqualTo(hash11);

            batch.close();
            assertThat(consumers(old, 2)).extracting("node").containsOnly("web");
            assertThat(threadsOf("batch")).isEmpty();
        }
    }

    private static RpcVersions.Consumer consumer(RpcNode node, String group, String version, String hash) {
        return new RpcVersions.Consumer(
                node.name(), node.instance(), group, VersionRange.parse(version), Version.parse(version), hash);
    }

    @Test
    void aReleaseThatBreaksLiveConsumersDoesNotStartAndLeavesNothing() throws Exception {
        try (RpcNode old =
                        node("old").export(Orders.V10.class, new Orders.Bean()).start();
                RpcNode web = node("web").consume(Orders.V10.class).start()) {
            consumers(web, 1);
            RpcStartException refused = catchThrowableOfType(
                    RpcStartException.class,
                    () -> node("new")
                            .export(Orders.V12Broken.class, new Orders.TextBean())
                            .start());
            assertThat(refused.problems()).singleElement().asString().contains("place(", "used by web (1.0)");
            assertThat(threadsOf("new")).isEmpty();
            assertThat(web.versions().providersOf(Orders.SERVICE))
                    .singleElement()
                    .extracting("node")
                    .isEqualTo(old.name());
            assertThat(web.proxy(Orders.V10.class).place(2)).isEqualTo("placed 2");

            try (RpcNode next = node("next")
                    .export(Orders.V20.class, new Orders.TextBean())
                    .export(Orders.V11.class, new Orders.Bean())
                    .start()) {
                assertThat(next.versions().providersOf(Orders.SERVICE)).hasSize(3);
            }
        }
    }

    /** A consumer that was deployed by mistake does not keep the only provider from coming back; a new release is judged. */
    @Test
    void whatWasServedLatelyIsStartedAgain() throws Exception {
        RpcNode only = node("only")
                .export(Orders.V12Broken.class, new Orders.TextBean())
                .start();
        try (RpcNode web = node("web").consume(Orders.V10.class).start()) {
            consumers(web, 1);
            only.close();
            try (RpcNode again = node("again")
                    .export(Orders.V12Broken.class, new Orders.TextBean())
                    .start()) {
                assertThat(again.versions().providersOf(Orders.SERVICE)).hasSize(1);
            }
            assertThatThrownBy(() -> node("other")
                            .export(Orders.V10Changed.class, new Orders.TextBean())
                            .start())
                    .hasMessageContainingAll("CDIRPC360111", "used by web (1.0)");
        } finally {
            only.close();
        }
    }

    @Test
    void theSameVersionInAnotherShapeDoesNotStart() {
        try (RpcNode old =
                node("old").export(Orders.V10.class, new Orders.Bean()).start()) {
            assertThatThrownBy(() -> node("new")
                            .export(Orders.V10Changed.class, new Orders.TextBean())
                            .start())
                    .isInstanceOf(RpcStartException.class)
                    .hasMessageContainingAll("CDIRPC360110", "by " + old.name(), "raise it to 1.1", "place(");
        }
    }

    /** Nodes of one process have one name unless they are given others. */
    @Test
    void nodesWithoutNamesOfTheirOwnAreJudgedByEachOther() {
        try (RpcNode old = RpcNode.builder()
                .inProcess(cluster)
                .export(Orders.V10.class, new Orders.Bean())
                .start()) {
            assertThatThrownBy(() -> RpcNode.builder()
                            .inProcess(cluster)
                            .export(Orders.V10Changed.class, new Orders.TextBean())
                            .start())
                    .isInstanceOf(RpcStartException.class)
                    .hasMessageContainingAll("CDIRPC360110", old.name());
        }
    }

    @Test
    void theGateCanWarnOrBeLeftOut() {
        try (NodeLogs logs = new NodeLogs();
                RpcNode old =
                        node("old").export(Orders.V10.class, new Orders.Bean()).start();
                RpcNode off = node("off", "cdirpc.versions.gate", "off")
                        .export(Orders.V10Changed.class, new Orders.TextBean())
                        .start()) {
            assertThat(logs.of("360120")).isEmpty();
            try (RpcNode warned = node("warned", "cdirpc.versions.gate", "warn")
                    .export(Orders.V10Changed.class, new Orders.TextBean())
                    .start()) {
                assertThat(warned.versions().providersOf(Orders.SERVICE)).hasSize(3);
                assertThat(logs.of("360120"))
                        .singleElement()
                        .asString()
                        .contains("node warned", "CDIRPC360110", "by " + old.name(), "place(")
                        .doesNotContain(off.name());
            }
        }
    }

    /** A registry that is out of reach must not keep a whole fleet from being started again. */
    @Test
    void aRegistryThatDoesNotAnswerIsAWarning() {
        LocalCluster alone = new LocalCluster();
        ContractStore store = alone.contracts();
        store.close();
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        ContractCodec codec = ContractCodec.of(
                Contract.read(Orders.V10.class, mapping).contract().orElseThrow(), mapping, 1 << 20);
        try (NodeLogs logs = new NodeLogs();
                LocalCluster.Node directory = alone.join();
                Canaries canaries = alone.canaries(Map.of());
                NodeVersions versions = new NodeVersions(
                        new OwnStart("x", "x-1", 1, false),
                        config("x", "cdirpc.versions.unmet", "fail").versions(),
                        store,
                        directory,
                        List.of(codec.descriptor()),
                        getClass().getClassLoader())) {
            versions.judge(List.of(Need.of(codec, ProxyOptions.DEFAULTS)));
            versions.publish();
            assertThat(logs.of("360121")).hasSize(1);
            assertThat(logs.await("360125")).contains("node x");
            RpcVersions asked = versions.asked(canaries);
            assertThatThrownBy(() -> asked.consumersOf("any"))
                    .isInstanceOfSatisfying(
                            RpcUnavailableException.class,
                            failure -> assertThat(failure.progress()).isEqualTo(Progress.NOT_SENT))
                    .hasMessageContaining("CDIRPC360115");
            assertThat(asked.providersOf("any")).isEmpty();
        }
    }

    @Test
    void aProxyThatNobodyFitsIsSaidAtOnce() {
        try (NodeLogs logs = new NodeLogs();
                RpcNode old = node("old")
                        .export(Orders.V10Changed.class, new Orders.TextBean())
                        .start();
                RpcNode web = node("web").start()) {
            web.proxy(Orders.V10.class);
            assertThat(logs.await("360122"))
                    .contains("node web", "CDIRPC360114: shop.Orders 1.0", old.name() + " (1.0)", "place(")
                    .doesNotContain("count(");
            web.proxy(Orders.V10.class, new ProxyOptions("", "", 1_000, ""));
            web.proxy(Orders.V10.class, new ProxyOptions("", "blue", 0, ""));
            assertThat(logs.await("360123")).contains("CDIRPC360112: shop.Orders@blue 1.0");
            assertThat(logs.of("360122")).as("said once").hasSize(1);
        }
    }

    @Test
    void aNeedForANewerVersionNamesTheOnesThatAreServed() {
        try (NodeLogs logs = new NodeLogs();
                RpcNode old =
                        node("old").export(Orders.V10.class, new Orders.Bean()).start();
                RpcNode web = node("web").start()) {
            web.proxy(Orders.V11.class);
            assertThat(logs.await("360122")).contains("CDIRPC360113: shop.Orders 1.1", old.name() + " (1.0)");
        }
    }

    @Test
    void aStartCanBeMadeToFailWithoutThoseThatItNeeds() {
        RpcNode.Builder strict = node("strict", "cdirpc.versions.unmet", "fail")
                .consume(Orders.V10.class)
                .consume(Orders.V20.class, new ProxyOptions("[2.0,3)", "", 0, ""));
        try (RpcNode old =
                node("old").export(Orders.V10.class, new Orders.Bean()).start()) {
            RpcStartException refused = catchThrowableOfType(RpcStartException.class, strict::start);
            assertThat(refused.problems())
                    .singleElement()
                    .asString()
                    .startsWith("CDIRPC360113: shop.Orders 2.0")
                    .contains(old.name());
            try (RpcNode next = node("next")
                            .export(Orders.V20.class, new Orders.TextBean())
                            .start();
                    RpcNode started = strict.start()) {
                assertThat(next.versions().providersOf(Orders.SERVICE)).hasSize(2);
                assertThat(started.proxy(Orders.V10.class).place(1)).isEqualTo("placed 1");
            }
        }
        assertThatThrownBy(strict::start).hasMessageContainingAll("CDIRPC360112: shop.Orders 1.0", "shop.Orders 2.0");
    }

    @Test
    void whoServesWhatItNeedsNeedsNobodyElse() {
        try (RpcNode both = node("both", "cdirpc.versions.unmet", "fail")
                .export(Orders.V11.class, new Orders.Bean())
                .consume(Orders.V10.class)
                .start()) {
            assertThat(consumers(both, 1)).singleElement().extracting("node").isEqualTo("both");
        }
    }

    @Test
    void aMockNeedsNobodyAndIsNoConsumer() {
        try (RpcNode test = node("test", "cdirpc.versions.unmet", "fail")
                        .mock(Orders.V10.class, new Orders.Bean())
                        .consume(Orders.V10.class)
                        .consume(Orders.V20.class, new ProxyOptions("", "", 0, ""))
                        .mock(Orders.V20.class, new Orders.TextBean())
                        .start();
                RpcNode other = node("other").consume(Orders.V11.class).start()) {
            test.proxy(Orders.V10.class);
            assertThat(consumers(test, 1)).singleElement().extracting("node").isEqualTo(other.name());
        }
    }

    @Test
    void anAnnouncedProxyThatIsNoneIsSaidAtTheStart() {
        assertThatThrownBy(() -> node("x").consume(Runnable.class).start())
                .isInstanceOf(RpcStartException.class)
                .hasMessageContaining("java.lang.Runnable");
        assertThatThrownBy(() -> node("x")
                        .consume(Orders.V10.class, new ProxyOptions("one", "", 0, ""))
                        .start())
                .isInstanceOf(RpcStartException.class)
                .hasMessageContaining("\"one\"");
    }

    @Test
    void aListOfEndpointsKnowsNobodyAndSaysNothing() {
        try (NodeLogs logs = new NodeLogs();
                RpcNode provider = RpcNode.builder()
                        .config(config("p", "cdirpc.cluster", "none"))
                        .export(Orders.V10.class, new Orders.Bean())
                        .start();
                RpcNode consumer = RpcNode.builder()
                        .config(config("c", "cdirpc.endpoints", provider.address(), "cdirpc.versions.unmet", "fail"))
                        .consume(Orders.V20.class)
                        .start()) {
            assertThat(consumer.proxy(Orders.V10.class).place(1)).isEqualTo("placed 1");
            assertThat(consumer.versions().consumersOf(Orders.SERVICE)).isEmpty();
            assertThat(consumer.versions().providersOf(Orders.SERVICE)).isEmpty();
            assertThat(logs.of("36012")).isEmpty();
        }
    }

    @Remote
    interface Asker {
        String ask();
    }

    /** What it says must not depend on the thread that it happens to run on. */
    static final class PromptAsker implements Asker {
        volatile RpcVersions versions;

        @Override
        @NonBlocking
        public String ask() {
            boolean there = CallServer.onIoThread();
            try {
                versions.consumersOf(Orders.SERVICE);
                return there ? "waited on an I/O thread" : "elsewhere";
            } catch (RpcContractException refused) {
                return there ? String.valueOf(refused.getMessage()) : "refused elsewhere";
            }
        }
    }

    @Test
    void nobodyWaitsForTheClusterOnAnIoThread() {
        PromptAsker asker = new PromptAsker();
        try (RpcNode provider = RpcNode.builder()
                        .config(config("p", "cdirpc.cluster", "none"))
                        .export(Asker.class, asker)
                        .start();
                RpcNode consumer = RpcNode.builder()
                        .config(config("c", "cdirpc.endpoints", provider.address()))
                        .start()) {
            asker.versions = provider.versions();
            Asker proxy = consumer.proxy(Asker.class);
            String answer = proxy.ask();
            while (answer.equals("elsewhere")) {
                answer = proxy.ask();
            }
            assertThat(answer).startsWith("CDIRPC360116: who uses shop.Orders: not asked for on the I/O thread");
        }
    }

    @Test
    void onlyContractsAreAskedFor() {
        try (RpcNode node = node("x").start()) {
            assertThatThrownBy(() -> node.versions().consumersOf(Runnable.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("CDIRPC000088: java.lang.Runnable");
        }
    }

    @Test
    void canaryRulesAreSetForAllAndTakenBack() {
        try (RpcNode old =
                        node("old").export(Orders.V10.class, new Orders.Bean()).start();
                RpcNode fresh = node("fresh")
                        .export(Orders.V11.class, new Orders.Bean())
                        .start();
                RpcNode web = node("web", "cdirpc.service." + Orders.SERVICE + ".canary", "[1.1,2) 100%")
                        .start()) {
            assertThat(old.versions().canary(Orders.SERVICE, "")).isEmpty();
            assertThat(web.versions().canary(Orders.SERVICE, "")).as("its own").isEqualTo("1.1 100%");
            old.versions().setCanary(Orders.SERVICE, "", "[1.1,2) tenant=blue");
            assertThat(fresh.versions().canary(Orders.SERVICE, "")).isEqualTo("1.1 tenant=blue");
            assertThat(web.versions().canary(Orders.SERVICE, "")).isEqualTo("1.1 tenant=blue");
            assertThat(web.versions().canary(Orders.SERVICE, "other"))
                    .as("of another group")
                    .doesNotContain("tenant");
            web.versions().setCanary(Orders.SERVICE, "", "");
            assertThat(fresh.versions().canary(Orders.SERVICE, "")).isEmpty();
            assertThatThrownBy(() -> web.versions().setCanary(Orders.SERVICE, "", "half"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
