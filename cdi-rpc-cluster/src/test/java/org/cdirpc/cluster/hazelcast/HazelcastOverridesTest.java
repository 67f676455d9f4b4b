package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.cdirpc.cluster.OverrideKey;
import org.cdirpc.cluster.OverrideKey.Kind;
import org.cdirpc.cluster.OverrideKey.Scope;
import org.cdirpc.cluster.OverrideValue;
import org.cdirpc.cluster.Overrides;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.ServicePart;
import org.cdirpc.cluster.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Overrides that the members of a real grid share. */
@Timeout(90)
class HazelcastOverridesTest {

    private static final OverrideKey NODE = new OverrideKey(Scope.NODE, "a", ServicePart.WHOLE, Kind.WITHDRAWN);
    private static final OverrideKey START = new OverrideKey(Scope.INSTANCE, "own", ServicePart.WHOLE, Kind.WEIGHT);
    private static final OverrideValue DISKS = new OverrideValue(0, "new disks", "desk", 1);
    private static final OverrideValue TEN = new OverrideValue(10, "", "desk", 1);

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

    private HazelcastOverrides over(HazelcastInstance instance) {
        return open(HazelcastOverrides.open(instance, "own", DirectorySettings.defaults()));
    }

    private static void await(Overrides overrides, Map<OverrideKey, OverrideValue> expected) throws Exception {
        CompletableFuture<Void> found = new CompletableFuture<>();
        Runnable look = () -> {
            if (overrides.current().all().equals(expected)) {
                found.complete(null);
            }
        };
        try (Subscription subscription = overrides.subscribe(look)) {
            look.run();
            found.get(20, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("still " + overrides.current().all(), late);
        }
    }

    @Test
    void whatIsSaidAtOneMemberHoldsAtTheOthersAndOutlivesIt() throws Exception {
        var settings = TestGrid.settings(2);
        HazelcastMember one = open(HazelcastMember.start(settings));
        HazelcastMember two = open(HazelcastMember.start(settings));
        TestGrid.awaitMembers(one.instance().getCluster(), 2, 20);
        HazelcastOverrides here = over(one.instance());
        HazelcastOverrides there = over(two.instance());

        here.change(Map.of(NODE, DISKS, START, TEN), Set.of());
        assertThat(here.current().all()).as("at once where it is said").isEqualTo(Map.of(NODE, DISKS, START, TEN));
        await(there, Map.of(NODE, DISKS, START, TEN));
        there.change(Map.of(), Set.of(START));
        await(here, Map.of(NODE, DISKS));

        here.close();
        one.close();
        assertThat(over(two.instance()).current().all())
                .as("read before it is open")
                .isEqualTo(Map.of(NODE, DISKS));
        there.change(Map.of(START, TEN), Set.of(NODE));
        assertThat(there.current().all()).isEqualTo(Map.of(START, TEN));
    }

    @Test
    void whatIsSaidOfAStartEndsByItselfUnlessThatStartRenewsIt() {
        HazelcastMember member = open(HazelcastMember.start(TestGrid.settings(1)));
        IMap<Object, Object> map = member.instance().getMap(HazelcastOverrides.MAP);
        AtomicLong clock = new AtomicLong(System.nanoTime());
        DirectorySettings settings = new DirectorySettings(100, 300, 100, 5000, clock::get);
        HazelcastOverrides overrides = open(HazelcastOverrides.open(member.instance(), "own", settings));
        OverrideKey other = new OverrideKey(Scope.INSTANCE, "other", ServicePart.WHOLE, Kind.WITHDRAWN);
        overrides.change(Map.of(NODE, DISKS, START, TEN, other, DISKS), Set.of());
        assertThat(map.getEntryView(NODE.encode()).getTtl()).isEqualTo(Long.MAX_VALUE);
        assertThat(map.getEntryView(other.encode()).getTtl()).isEqualTo(OverrideReader.KEEP_MILLIS);

        map.setTtl(START.encode(), 1000, TimeUnit.SECONDS);
        map.setTtl(other.encode(), 1000, TimeUnit.SECONDS);
        clock.addAndGet(TimeUnit.HOURS.toNanos(2));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (map.getEntryView(START.encode()).getTtl() != OverrideReader.KEEP_MILLIS) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        assertThat(map.getEntryView(other.encode()).getTtl()).isEqualTo(1_000_000);
        assertThat(overrides.current().all()).hasSize(3);
    }

    @Test
    void malformedOverridesAreLeftOut() {
        HazelcastMember member = open(HazelcastMember.start(TestGrid.settings(1)));
        Map<Object, Object> map = member.instance().getMap(HazelcastOverrides.MAP);
        map.put("nonsense", DISKS.encode());
        map.put(NODE.encode(), "format=1\nweight=a".getBytes(StandardCharsets.UTF_8));
        map.put("text", "no bytes");
        map.put(START.encode(), TEN.encode());
        assertThat(over(member.instance()).current().all()).isEqualTo(Map.of(START, TEN));
    }

    @Test
    void aGridThatHasStoppedIsARegistryFailureAndWhatIsKnownStays() {
        HazelcastMember member = open(HazelcastMember.start(TestGrid.settings(1)));
        HazelcastOverrides overrides = over(member.instance());
        overrides.change(Map.of(NODE, DISKS), Set.of());
        member.close();
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> overrides.change(Map.of(), Set.of(NODE)))
                .withMessageContaining("CDIRPC202580: the overrides of a: the grid did not answer");
        assertThat(overrides.current().all()).containsOnlyKeys(NODE);
    }
}
