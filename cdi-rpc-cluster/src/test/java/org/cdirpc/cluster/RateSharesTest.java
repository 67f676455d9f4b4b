package org.cdirpc.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several nodes that share one rate, over a map that shows what is told only a while later, by a clock of the test. */
class RateSharesTest {

    private static final String SERVICE = "com.acme.Orders";
    private static final double LIMIT = 1000;
    private static final long STEP_MILLIS = 50;
    private static final long MILLI = 1_000_000;

    private final Random random = new Random(7);
    private final LateGrid grid = new LateGrid();
    private final List<Node> nodes = new ArrayList<>();
    private long millis = 1_000_000;

    /** What is told is read between nothing and 400 ms later; different readers see different states. */
    private final class LateGrid {

        private record Told(long visible, RateUse use) {}

        private final Map<String, Deque<Told>> told = new TreeMap<>();

        void tell(RateUse use) {
            Deque<Told> before = told.computeIfAbsent(use.key(), key -> new ArrayDeque<>());
            long visible = millis + random.nextInt(400);
            before.addLast(new Told(before.isEmpty() ? visible : Math.max(before.getLast().visible, visible), use));
        }

        Collection<RateUse> read() {
            Map<String, RateUse> visible = new HashMap<>();
            told.forEach((key, all) -> {
                for (Told each : all) {
                    if (each.visible <= millis) {
                        visible.put(key, each.use);
                    }
                }
                while (all.size() > 20) {
                    all.removeFirst();
                }
            });
            return visible.values();
        }
    }

    private final class Node implements RateMeter, SharedRates {

        private final RateShares shares;
        private final long offset = random.nextInt((int) RateShares.SHARE_MILLIS);
        private boolean cutOff;
        private double demand;
        private double asked;
        private double part;

        Node(double demand) {
            this.demand = demand;
            this.shares = new RateShares("node-" + nodes.size(), this, () -> millis * MILLI);
            shares.add(SERVICE, LIMIT, this);
            nodes.add(this);
        }

        void step() {
            asked += demand * STEP_MILLIS / 1000;
            if ((millis + offset) % RateShares.READ_MILLIS < STEP_MILLIS && !cutOff) {
                shares.read();
            }
            if ((millis + offset) % RateShares.SHARE_MILLIS < STEP_MILLIS) {
                shares.share();
            }
        }

        @Override
        public long asked() {
            return (long) asked;
        }

        @Override
        public long admitted() {
            return 0;
        }

        @Override
        public void part(double perSecond) {
            part = perSecond;
        }

        @Override
        public void tell(RateUse own) {
            if (!cutOff) {
                grid.tell(own);
            }
        }

        @Override
        public Collection<RateUse> told() {
            return grid.read();
        }

        @Override
        public void close() {}
    }

    private double parts() {
        return nodes.stream().mapToDouble(node -> node.part).sum();
    }

    /** Runs on; the sum of all parts stays below the bound at every step. */
    private void run(long forMillis, double bound) {
        for (long end = millis + forMillis; millis < end; millis += STEP_MILLIS) {
            nodes.forEach(Node::step);
            assertThat(parts()).as("after %d ms", millis).isLessThanOrEqualTo(bound * 1.000_001);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 40})
    void howeverTheDemandShiftsThePartsNeverAddUpToMoreThanTheLimit(int size) {
        for (int i = 0; i < size; i++) {
            new Node(random.nextInt(3000));
        }
        run(6000, Math.max(1, size / 10.0) * LIMIT);
        for (int change = 0; change < 200; change++) {
            nodes.get(random.nextInt(size)).demand = random.nextBoolean() ? 0 : random.nextInt(100_000);
            run(random.nextInt(2000), LIMIT);
        }
    }

    @Test
    void demandThatStandsHasItsProportion() {
        Node little = new Node(500);
        Node much = new Node(1500);
        Node none = new Node(0);
        run(10_000, LIMIT);

        assertThat(parts()).isCloseTo(LIMIT, within(1.0));
        double even = LIMIT / 30;
        assertThat(none.part).isCloseTo(even, within(0.1));
        assertThat(little.part).isCloseTo(even + 0.9 * LIMIT / 4, within(1.0));
        assertThat(much.part).isCloseTo(even + 0.9 * LIMIT * 3 / 4, within(1.0));
    }

    @Test
    void demandThatMovesHasItsPartAfterFourSeconds() {
        Node one = new Node(2000);
        Node other = new Node(0);
        run(10_000, LIMIT);
        one.demand = 0;
        other.demand = 2000;
        run(4500, LIMIT);

        assertThat(other.part).isGreaterThan(0.8 * LIMIT);
    }

    /** As a scheduler at a fixed rate does behind a pause of the process. */
    @Test
    void whoMakesUpForLostTimeIsNotIdleInIt() {
        Node paused = new Node(2000);
        new Node(2000);
        run(10_000, LIMIT);
        double before = paused.part;
        for (int i = 0; i < 10; i++) {
            paused.shares.share();
        }
        for (int i = 0; i < 100; i++) {
            run(STEP_MILLIS, LIMIT);
            assertThat(paused.part).isGreaterThan(0.9 * before);
        }
    }

    @Test
    void whoIsAloneHasItAll() {
        Node alone = new Node(0);
        run(1000, LIMIT / 10);
        run(3000, LIMIT);
        assertThat(alone.part).isCloseTo(LIMIT, within(0.01));
    }

    @Test
    void aNewcomerBeginsWithAnEvenPartOfATenth() {
        for (int i = 0; i < 4; i++) {
            new Node(1000);
        }
        run(8000, LIMIT);
        Node newcomer = new Node(50_000);
        run(2000, LIMIT * (1 + 1 / 10.0));
        run(8000, LIMIT);
        assertThat(newcomer.part).isGreaterThan(0.8 * LIMIT);
    }

    @Test
    void whoIsCutOffKeepsAnEvenPartAndTheOthersGoOn() {
        for (int i = 0; i < 4; i++) {
            new Node(1000);
        }
        run(8000, LIMIT);
        Node lost = nodes.get(0);
        lost.cutOff = true;
        lost.demand = 100_000;
        run(6000, LIMIT * (1 + 1 / 4.0));
        assertThat(lost.part).isCloseTo(LIMIT / 4, within(0.01));
        assertThat(parts() - lost.part).isBetween(0.97 * LIMIT, 1.000_001 * LIMIT);

        lost.cutOff = false;
        run(2000, LIMIT * (1 + 1 / 4.0));
        run(8000, LIMIT);
        assertThat(lost.part).isGreaterThan(0.8 * LIMIT);
    }

    @Test
    void aTellingIsTextThatAnyReleaseReads() throws Exception {
        RateUse use = new RateUse("i-1", SERVICE, 3, 1500, 900);
        assertThat(new String(use.encode(), StandardCharsets.UTF_8))
                .isEqualTo("format=1\ninstance=i-1\nservice=com.acme.Orders\nbeat=3\nasked=1500\nadmitted=900\n");
        assertThat(RateUse.decode(use.encode())).isEqualTo(use);
        byte[] newer =
                (new String(use.encode(), StandardCharsets.UTF_8) + "burst=7\n").getBytes(StandardCharsets.UTF_8);
        assertThat(RateUse.decode(newer)).isEqualTo(use);
        for (String wrong :
                List.of("", "instance=i-1\n", "format=1\ninstance=i\nservice=s\nbeat=x\nasked=1\nadmitted=1")) {
            assertThatExceptionOfType(MalformedRecordException.class)
                    .isThrownBy(() -> RateUse.decode(wrong.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
