package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cdirpc.cluster.RateMeter;
import org.cdirpc.cluster.RateShares;
import org.cdirpc.cluster.RateUse;
import org.cdirpc.cluster.RegistryException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rates that two members of a real grid share. */
@Timeout(60)
class HazelcastRatesTest {

    private static final String SERVICE = "com.acme.Orders";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private long nanos = 1;

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

    /** Asked as often as it says, and remembers its part. */
    private final class Meter implements RateMeter {
        private final double demand;
        private double part;

        Meter(double demand) {
            this.demand = demand;
        }

        @Override
        public long asked() {
            return (long) (demand * nanos / 1e9);
        }

        @Override
        public long admitted() {
            return asked();
        }

        @Override
        public void part(double perSecond) {
            part = perSecond;
        }
    }

    @Test
    void twoMembersDivideARateAndLeaveNothingBehind() throws Exception {
        MemberSettings settings = TestGrid.settings(2);
        HazelcastMember one = open(HazelcastMember.start(settings));
        HazelcastMember two = open(HazelcastMember.start(settings));
        TestGrid.awaitMembers(one.instance().getCluster(), 2, 20);
        HazelcastRates ofOne = new HazelcastRates(one.instance(), 5000);
        HazelcastRates ofTwo = new HazelcastRates(two.instance(), 5000);
        one.instance().getMap(HazelcastRates.MAP).set("foreign", "not bytes");
        one.instance().getMap(HazelcastRates.MAP).set("i-9 " + SERVICE, "format=1\n".getBytes(StandardCharsets.UTF_8));
        Meter little = new Meter(100);
        Meter much = new Meter(300);
        RateShares left = new RateShares("i-1", ofOne, () -> nanos);
        RateShares right = new RateShares("i-2", ofTwo, () -> nanos);
        left.add(SERVICE, 100, little);
        right.add(SERVICE, 100, much);

        for (int round = 1; round < 30; round++) {
            nanos += TimeUnit.MILLISECONDS.toNanos(RateShares.SHARE_MILLIS);
            left.read();
            right.read();
            left.share();
            right.share();
            awaitBeat(ofOne, ofTwo, "i-1", round);
            awaitBeat(ofTwo, ofOne, "i-2", round);
            assertThat(little.part + much.part).isLessThanOrEqualTo(100.01);
        }
        assertThat(little.part).isBetween(26.0, 28.0);
        assertThat(much.part).isBetween(71.5, 73.0);

        ofTwo.close();
        assertThat(ofOne.told()).extracting(RateUse::instance).containsExactly("i-1");
        ofTwo.tell(new RateUse("i-2", SERVICE, 99, 1, 1));
        ofOne.close();
        assertThat(one.instance().getMap(HazelcastRates.MAP).keySet())
                .containsExactlyInAnyOrder("foreign", "i-9 " + SERVICE);
    }

    /** What one member writes is read by the other one soon, and known to the first as written; the next round needs both. */
    private static void awaitBeat(HazelcastRates writer, HazelcastRates reader, String instance, long beat) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (writer.isWriting()
                || reader.told().stream().noneMatch(use -> use.instance().equals(instance) && use.beat() >= beat)) {
            assertThat(System.nanoTime() - deadline)
                    .as("waiting for beat " + beat)
                    .isNegative();
            Thread.onSpinWait();
        }
    }

    @Test
    void aGridThatHasStoppedIsARegistryFailure() {
        HazelcastMember member = open(HazelcastMember.start(TestGrid.settings(1)));
        HazelcastRates rates = new HazelcastRates(member.instance(), 500);
        rates.tell(new RateUse("i-1", SERVICE, 1, 1, 1));
        member.close();

        assertThatExceptionOfType(RegistryException.class).isThrownBy(rates::told);
        rates.tell(new RateUse("i-1", SERVICE, 2, 1, 1));
        rates.close();
    }
}
