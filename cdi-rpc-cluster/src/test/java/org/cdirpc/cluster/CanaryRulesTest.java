package org.cdirpc.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.spi.VersionRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of canary rules, and who has which. */
class CanaryRulesTest {

    private static final VersionRange NEW = VersionRange.parse("[1.3,2)");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1.3,2) 5%; [1.3,2) tenant=blue | 1.3 5%; 1.3 tenant=blue",
                "1.3 5% | 1.3 5%",
                "  [1.3,1.4]   0.5 % ;; | [1.3,1.4] 0.5%",
                "( 1.2 , 1.4 ) 100% | (1.2,1.4) 100%",
                "[1.3] 0% | [1.3] 0%",
                "[1.3,) 12.3456% | [1.3,) 12.3456%",
                "[2,3) b=2, a = 1 | 2.0 a=1,b=2",
                "[1.3]tenant=50% | [1.3] tenant=50%",
                "[1.3] note=a b=c | [1.3] note=a b=c",
                "'' | ''",
                "' ; ' | ''",
            })
    void readsWhatItWrites(String text, String canonical) {
        CanaryRules rules = CanaryRules.parse(text);
        assertThat(rules).hasToString(canonical);
        assertThat(CanaryRules.parse(rules.toString())).isEqualTo(rules);
    }

    @Test
    void aRuleIsAShareOrAttachments() {
        assertThat(CanaryRules.parse("[1.3,2) 5%; [1.3,2) tenant=blue,region=eu")
                        .rules())
                .containsExactly(
                        CanaryRule.ofShare(NEW, 5), CanaryRule.ofCalls(NEW, Map.of("region", "eu", "tenant", "blue")));
        assertThat(CanaryRules.parse("")).isSameAs(CanaryRules.NONE);
        assertThat(CanaryRules.NONE.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5% | CDIRPC200560: canary rule: '5%'",
                "[1.3,2) | CDIRPC200560: canary rule: '[1.3,2)' (expected: the canary's versions, and then its share",
                "[1.3,2) 5 | such as '[1.3,2) 5%' or '[1.3,2) tenant=blue'",
                "[1.3,2 5% | CDIRPC200560",
                "[2,1.3) 5% | some version lies in",
                "latest 5% | canary rule: 'latest 5%': CDIRPC000005: version: \"latest\"",
                "[1.3,2) 101% | CDIRPC200561: canary rule for 1.3: 101.0 percent (expected: from 0",
                "[1.3,2) 0.00001% | in steps of 0.0001",
                "[1.3,2) -1% | CDIRPC200560",
                "[1.3,2) 5% tenant=blue | CDIRPC200563: canary rule for 1.3: attachment '5% tenant=blue' (expected:",
                "[1.3,2) =blue | CDIRPC200563",
                "[1.3,2) tenant= | CDIRPC200563",
                "[1.3,2) a=1,a=2 | a is there twice",
                "[1.3,2) 60%; [1.4,2) 40.5% | CDIRPC200564: canary rules: the shares in '1.3 60%; 1.4 40.5%' add up to 100.5",
            })
    void saysWhatIsWrong(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanaryRules.parse(text))
                .withMessageContaining(message);
    }

    @Test
    void rulesAreBounded() {
        CanaryRule rule = CanaryRule.ofShare(NEW, 1);
        assertThat(new CanaryRules(Collections.nCopies(32, rule)).rules()).hasSize(32);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CanaryRules(Collections.nCopies(33, rule)))
                .withMessageContaining("number of canary rules: 33 (expected: from 0 to 32)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CanaryRule(NEW, 5, Map.of("tenant", "blue")))
                .withMessageContaining("5 percent of the calls with certain attachments (expected: 100");
        assertThatIllegalArgumentException().isThrownBy(() -> CanaryRule.ofCalls(NEW, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> CanaryRule.ofShare(NEW, Double.NaN));
        String longest = "x".repeat(256);
        CanaryRules large = new CanaryRules(
                Collections.nCopies(32, CanaryRule.ofCalls(NEW, Map.of(longest, longest, "y", longest))));
        assertThat(CanaryRules.parse(large.toString())).isEqualTo(large);
        assertThatIllegalArgumentException().isThrownBy(() -> CanaryRules.parse(" ".repeat((1 << 18) + 1)));
    }

    @Test
    void theClustersRulesGoOverTheConfiguredOnes() {
        ServiceKey orders = new ServiceKey("Orders", "");
        ServiceKey blue = new ServiceKey("Orders", "blue");
        CanaryRules configured = CanaryRules.parse("1.3 5%");
        CanaryRules set = CanaryRules.parse("1.3 100%");
        LocalCluster cluster = new LocalCluster();
        Canaries here = cluster.canaries(Map.of("Orders", configured));
        Canaries there = cluster.canaries(Map.of());
        AtomicInteger told = new AtomicInteger();
        Subscription subscription = here.subscribe(told::incrementAndGet);
        here.subscribe(() -> {
            throw new IllegalStateException("a listener that fails");
        });

        assertThat(List.of(here.rulesOf(orders), here.rulesOf(blue))).containsOnly(configured);
        assertThat(there.rulesOf(orders)).isEqualTo(CanaryRules.NONE);
        there.set(orders, set);
        assertThat(here.rulesOf(orders)).isEqualTo(set);
        assertThat(here.rulesOf(blue)).isEqualTo(configured);
        assertThat(cluster.canaries(Map.of()).rules()).containsExactly(Map.entry(orders, set));
        assertThat(told).hasValue(1);
        there.set(orders, set);
        assertThat(told).as("nothing new").hasValue(1);
        here.set(orders, CanaryRules.NONE);
        assertThat(here.rulesOf(orders)).isEqualTo(configured);
        assertThat(there.rules()).isEmpty();
        subscription.close();
        here.close();
        there.set(orders, set);
        assertThat(told).hasValue(2);
        assertThat(here.rulesOf(orders)).as("after its end").isEqualTo(configured);
    }
}
