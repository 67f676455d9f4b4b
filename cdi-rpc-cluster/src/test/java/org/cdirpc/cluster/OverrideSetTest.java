package org.cdirpc.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.cdirpc.cluster.OverrideKey.Kind;
import org.cdirpc.cluster.OverrideKey.Scope;
import org.cdirpc.spi.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverrideSetTest {

    private static final ServiceKey ORDERS = new ServiceKey("shop.Orders", "blue");
    private static final ServiceKey STOCK = new ServiceKey("shop.Stock", "");
    private static final Version V12 = Version.parse("1.2");
    private static final Instance A = Instances.weighted("a", 70);

    private static OverrideKey key(Scope scope, String name, ServicePart part, Kind kind) {
        return new OverrideKey(scope, name, part, kind);
    }

    private static OverrideValue because(String reason) {
        return new OverrideValue(0, reason, "desk", 5);
    }

    private static OverrideValue weight(int weight) {
        return new OverrideValue(weight, "", "desk", 5);
    }

    @Test
    void keysAndValuesAreReadAsTheyWereWritten() {
        for (ServicePart part :
                new ServicePart[] {ServicePart.WHOLE, ServicePart.of(STOCK), new ServicePart(ORDERS, V12)}) {
            OverrideKey key = key(Scope.NODE, "node a", part, Kind.WITHDRAWN);
            assertThat(OverrideKey.decode(key.encode())).isEqualTo(key);
        }
        OverrideKey weight = key(Scope.INSTANCE, "i", ServicePart.of(ORDERS), Kind.WEIGHT);
        assertThat(OverrideKey.decode(weight.encode() + "\nwhat a newer release adds"))
                .isEqualTo(weight);
        OverrideValue value = new OverrideValue(1000, "new=disks, \u00fcber all", "desk", Long.MAX_VALUE);
        assertThat(OverrideValue.decode(value.encode())).isEqualTo(value);
        byte[] newer = "format=2\nweight=3\nextra=1\n\nreason=r\n".getBytes(StandardCharsets.UTF_8);
        assertThat(OverrideValue.decode(newer)).isEqualTo(new OverrideValue(3, "r", "", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NODE\na\nWITHDRAWN\n\n",
                "PLANET\na\nWITHDRAWN\n\n\n",
                "NODE\n\nWITHDRAWN\n\n\n",
                "NODE\na\nPAINTED\n\n\n",
                "NODE\na\nWITHDRAWN\ns\n\nnewest",
                "NODE\na\nWEIGHT\ns\n\n1.0"
            })
    void malformedKeysAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> OverrideKey.decode(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "weight=1", "format=1\nweight=1001", "format=1\nweight=much", "format=1\nsince=then"})
    void malformedValuesAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OverrideValue.decode(text.getBytes(StandardCharsets.UTF_8)));
        assertThatIllegalArgumentException().isThrownBy(() -> OverrideValue.decode(new byte[] {'f', -1}));
        assertThatIllegalArgumentException().isThrownBy(() -> OverrideValue.decode(new byte[5000]));
        assertThatThrownBy(() -> new ServicePart(null, V12)).hasMessageStartingWith("CDIRPC200580: version 1.2");
    }

    @Test
    void aPartIsWithdrawnWithEverythingThatItHas() {
        OverrideSet whole = OverrideSet.of(
                Map.of(key(Scope.NODE, A.node(), ServicePart.WHOLE, Kind.WITHDRAWN), because("new disks")));
        assertThat(whole.withdrawal(A, ORDERS, V12)).hasToString("in maintenance (new disks)");
        assertThat(whole.withdrawal(A, null, null)).isNotNull();
        assertThat(whole.withdrawal(Instances.up("b"), ORDERS, V12)).isNull();

        OverrideSet service =
                OverrideSet.of(Map.of(key(Scope.INSTANCE, "a", ServicePart.of(ORDERS), Kind.WITHDRAWN), because("")));
        assertThat(service.withdrawal(A, ORDERS, V12)).hasToString("withdrawn by an operator");
        assertThat(service.withdrawal(A, STOCK, V12)).isNull();
        assertThat(service.withdrawal(A, new ServiceKey("shop.Orders", ""), V12))
                .isNull();
        assertThat(service.withdrawal(A, null, null)).isNull();

        OverrideSet version = OverrideSet.of(
                Map.of(key(Scope.INSTANCE, "a", new ServicePart(ORDERS, V12), Kind.WITHDRAWN), because("slow")));
        assertThat(version.withdrawal(A, ORDERS, V12)).isNotNull();
        assertThat(version.withdrawal(A, ORDERS, Version.parse("1.3"))).isNull();
        assertThat(version.withdrawal(A, ORDERS, null)).isNull();
        assertThat(OverrideSet.NONE.withdrawal(A, ORDERS, V12)).isNull();
    }

    @Test
    void theMostParticularWeightCounts() {
        assertThat(OverrideSet.NONE.weightOf(A, ORDERS)).isEqualTo(70);
        OverrideKey node = key(Scope.NODE, A.node(), ServicePart.WHOLE, Kind.WEIGHT);
        OverrideKey start = key(Scope.INSTANCE, "a", ServicePart.WHOLE, Kind.WEIGHT);
        OverrideKey nodeService = key(Scope.NODE, A.node(), ServicePart.of(ORDERS), Kind.WEIGHT);
        OverrideKey startService = key(Scope.INSTANCE, "a", ServicePart.of(ORDERS), Kind.WEIGHT);
        OverrideSet set = OverrideSet.of(Map.of(node, weight(1), start, weight(2)));
        assertThat(set.weightOf(A, ORDERS)).isEqualTo(2);
        set = OverrideSet.of(Map.of(node, weight(1), start, weight(2), nodeService, weight(3)));
        assertThat(set.weightOf(A, ORDERS)).isEqualTo(3);
        assertThat(set.weightOf(A, STOCK)).isEqualTo(2);
        set = OverrideSet.of(Map.of(nodeService, weight(3), startService, weight(4)));
        assertThat(set.weightOf(A, ORDERS)).isEqualTo(4);
        assertThat(set.weightOf(A, STOCK)).isEqualTo(70);
        assertThat(set.weightOf(Instances.up("b"), ORDERS)).isEqualTo(100);
    }
}
