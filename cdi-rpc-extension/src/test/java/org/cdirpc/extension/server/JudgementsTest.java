package org.cdirpc.extension.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What strangers make a provider remember is bounded. */
class JudgementsTest {

    private final Judgements judgements = new Judgements();

    private static Judgements.Key key(int consumer) {
        return Judgements.Key.of("orders", "", ("descriptor " + consumer).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theLeastUsedGoes() {
        Judgement common = Judgement.refusal("the common one");
        judgements.put(key(0), common);
        for (int i = 1; i < 10 * Judgements.MOST; i++) {
            judgements.put(key(i), Judgement.refusal("another"));
            assertThat(judgements.get(key(0))).isSameAs(common);
        }
        assertThat(judgements.size()).isEqualTo(Judgements.MOST);
        assertThat(judgements.get(key(1))).isNull();
    }

    @Test
    void soDoLargeOnes() {
        String long0 = "x".repeat(100_000);
        for (int i = 0; i < Judgements.MOST; i++) {
            Verdict verdict = new Verdict(new int[] {-1}, Map.of(0, long0));
            judgements.put(key(i), new Judgement("", List.of("place"), List.of(verdict)));
            assertThat(judgements.bytes()).isBetween(200_000L, (long) Judgements.MOST_BYTES);
        }
        assertThat(judgements.size()).isBetween(10, 20);
        judgements.put(key(-1), Judgement.refusal("x".repeat(Judgements.MOST_BYTES)));
        assertThat(judgements.size()).as("too large for itself").isZero();
        assertThat(judgements.bytes()).isZero();
    }

    @Test
    void putTwiceItCountsOnce() {
        judgements.put(key(1), Judgement.refusal("a long reason"));
        judgements.put(key(1), Judgement.refusal("short"));
        assertThat(judgements.bytes()).isEqualTo(Judgement.refusal("short").weight());
    }

    @Test
    void servicesAndGroupsAreTold() {
        byte[] text = {1};
        assertThat(Judgements.Key.of("a", "", text))
                .isNotEqualTo(Judgements.Key.of("a", "b", text))
                .isNotEqualTo(Judgements.Key.of("b", "", text))
                .isEqualTo(Judgements.Key.of("a", "", new byte[] {1}));
    }
}
