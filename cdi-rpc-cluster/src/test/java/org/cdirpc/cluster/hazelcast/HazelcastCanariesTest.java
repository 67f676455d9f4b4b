package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.cdirpc.cluster.Canaries;
import org.cdirpc.cluster.CanaryRules;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Canary rules that members and clients of a real grid share. */
@Timeout(90)
class HazelcastCanariesTest {

    private static final ServiceKey ORDERS = new ServiceKey("com.acme.Orders", "");
    private static final ServiceKey BLUE = new ServiceKey("com.acme.Orders", "blue");
    private static final CanaryRules FIVE = CanaryRules.parse("[1.3,2) 5%; [1.3,2) tenant=blue");
    private static final CanaryRules ALL = CanaryRules.parse("[1.3,2) 100%");

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size(); i > 0; i--) {
            opened.get(i - 1).close();
        }
    }

    private <T extends AutoCloseable> T open(T one) {
        opened.add(one);
        return one;
    }

    private HazelcastCanaries over(HazelcastInstance instance, Map<String, CanaryRules> configured) {
        return open(HazelcastCanaries.open(instance, configured, DirectorySettings.defaults()));
    }

    private static void await(Canaries canaries, ServiceKey service, CanaryRules expected) throws Exception {
        CompletableFuture<Void> found = new CompletableFuture<>();
        Runnable look = () -> {
            if (canaries.rulesOf(service).equals(expected)) {
                found.complete(null);
            }
        };
        try (Subscription subscription = canaries.subscribe(look)) {
            look.run();
            found.get(20, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("still " + canaries.rules(), late);
        }
    }

    @Test
    void whatOneMemberSetsTheOthersFollowAndItOutlivesThatMember() throws Exception {
        MemberSettings settings = TestGrid.settings(3);
        HazelcastMember one = open(HazelcastMember.start(settings));
        HazelcastMember two = open(HazelcastMember.start(settings));
        TestGrid.awaitMembers(one.instance().getCluster(), 2, 20);
        CanaryRules configured = CanaryRules.parse("[1.3,2) 1%");
        HazelcastCanaries here = over(one.instance(), Map.of());
        HazelcastCanaries there = over(two.instance(), Map.of(ORDERS.name(), configured));
        assertThat(there.rulesOf(ORDERS)).isEqualTo(configured);

        here.set(ORDERS, FIVE);
        assertThat(here.rulesOf(ORDERS)).as("at once where it is set").isEqualTo(FIVE);
        await(there, ORDERS, FIVE);
        there.set(BLUE, ALL);
        assertThat(there.rules()).isEqualTo(Map.of(ORDERS, FIVE, BLUE, ALL));
        await(here, BLUE, ALL);

        HazelcastInstance client = client(settings);
        opened.add(client::shutdown);
        HazelcastCanaries remote = over(client, Map.of());
        assertThat(remote.rules()).as("read before it is open").isEqualTo(there.rules());
        remote.set(ORDERS, ALL);
        await(here, ORDERS, ALL);
        await(there, ORDERS, ALL);

        here.close();
        one.close();
        there.set(BLUE, CanaryRules.NONE);
        assertThat(there.rules()).isEqualTo(Map.of(ORDERS, ALL));
        HazelcastMember three = open(HazelcastMember.start(settings));
        HazelcastCanaries late = over(three.instance(), Map.of());
        assertThat(late.rulesOf(ORDERS)).isEqualTo(ALL);
        late.set(ORDERS, CanaryRules.NONE);
        await(there, ORDERS, configured);
    }

    private static HazelcastInstance client(MemberSettings settings) {
        ClientConfig config = new ClientConfig();
        config.setClusterName(settings.clusterName());
        config.getNetworkConfig().addAddress("127.0.0.1:" + settings.firstPort());
        config.getNetworkConfig().addAddress("127.0.0.1:" + (settings.firstPort() + 1));
        return HazelcastClient.newHazelcastClient(config);
    }

    @Test
    void malformedRulesAreIgnoredWithOneWarning() throws Exception {
        HazelcastMember member = open(HazelcastMember.start(TestGrid.settings(1)));
        List<String> warnings = new ArrayList<>();
        Logger logger = Logger.getLogger("org.cdirpc.cluster.hazelcast");
        Handler handler = new Handler() {
            @Override
            public synchronized void publish(LogRecord line) {
                String text = line.getMessage();
                if (text.contains("canary rules")) {
                    warnings.add(text);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        opened.add(() -> logger.removeHandler(handler));
        Map<Object, Object> map = member.instance().getMap(HazelcastCanaries.MAP);
        map.put("a.A", "[1.3,2) five%".getBytes(StandardCharsets.UTF_8));
        map.put("b.B", "no bytes");
        map.put("c.C", new byte[] {(byte) 0xff, (byte) 0xfe});
        map.put("d.D\nblue", "[1.3,2) 7%".getBytes(StandardCharsets.UTF_8));
        map.put("\n", "[1.3,2) 7%".getBytes(StandardCharsets.UTF_8));
        HazelcastCanaries canaries = over(member.instance(), Map.of());
        Map<ServiceKey, CanaryRules> good = Map.of(new ServiceKey("d.D", "blue"), CanaryRules.parse("[1.3,2) 7%"));
        assertThat(canaries.rules()).isEqualTo(good);
        canaries.set(ORDERS, FIVE);
        canaries.set(ORDERS, CanaryRules.NONE);
        assertThat(canaries.rules()).isEqualTo(good);
        assertThat(warnings).hasSize(4);
        assertThat(warnings)
                .filteredOn(line -> line.contains("'a.A'"))
                .singleElement()
                .asString()
                .contains("CDIRPC200560: canary rule: '[1.3,2) five%' (expected:");

        canaries.set(new ServiceKey("a.A", ""), FIVE);
        assertThat(canaries.rules()).hasSize(2);
    }

    @Test
    void aGridThatHasStoppedIsARegistryFailureAndWhatIsKnownStays() {
        HazelcastMember member = open(HazelcastMember.start(TestGrid.settings(1)));
        HazelcastCanaries canaries = over(member.instance(), Map.of());
        canaries.set(ORDERS, FIVE);
        member.close();

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> canaries.set(ORDERS, ALL))
                .withMessageContaining("CDIRPC202560: the canary rules of com.acme.Orders: the grid did not answer");
        assertThat(canaries.rulesOf(ORDERS)).isEqualTo(FIVE);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> HazelcastCanaries.open(
                        member.instance(), Map.of(), new DirectorySettings(100, 300, 100, 100, System::nanoTime)));
    }
}
