package org.cdirpc.extension.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdirpc.FailureMode;
import org.cdirpc.Idempotent;
import org.cdirpc.OneWay;
import org.cdirpc.Remote;
import org.cdirpc.RpcFailureMode;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.contract.ContractMethod;
import org.junit.jupiter.api.Test;

class FailureModesTest {

    @Remote
    @RpcFailureMode(FailureMode.FAILFAST)
    interface Shop {
        void buy();

        @RpcFailureMode(FailureMode.FAILBACK)
        @OneWay
        void seen();

        @RpcFailureMode(FailureMode.HEDGED)
        void pay();

        @RpcFailureMode(FailureMode.HEDGED)
        @Idempotent
        void look();

        @RpcFailureMode(FailureMode.FAILBACK)
        void later();
    }

    @Remote
    interface Plain {
        void call();
    }

    private static ContractMethod method(Class<?> type, String name) {
        return Contract.read(type).contract().orElseThrow().methods().stream()
                .filter(method -> method.method().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static FailureMode of(Class<?> type, String name, FailureMode proxy) {
        return FailureModes.of(method(type, name), proxy, FailureMode.FAILSAFE);
    }

    @Test
    void theNearestWins() {
        assertThat(of(Shop.class, "buy", FailureMode.BROADCAST)).isEqualTo(FailureMode.BROADCAST);
        assertThat(of(Shop.class, "look", FailureMode.INHERIT)).isEqualTo(FailureMode.HEDGED);
        assertThat(of(Shop.class, "buy", FailureMode.INHERIT)).isEqualTo(FailureMode.FAILFAST);
        assertThat(of(Plain.class, "call", FailureMode.INHERIT)).isEqualTo(FailureMode.FAILSAFE);
    }

    @Test
    void aModeThatAMethodCannotHaveIsFailover() {
        assertThat(of(Shop.class, "pay", FailureMode.INHERIT)).isEqualTo(FailureMode.FAILOVER);
        assertThat(of(Shop.class, "later", FailureMode.INHERIT)).isEqualTo(FailureMode.FAILOVER);
        assertThat(of(Shop.class, "seen", FailureMode.INHERIT)).isEqualTo(FailureMode.FAILBACK);
        assertThat(of(Shop.class, "seen", FailureMode.HEDGED)).isEqualTo(FailureMode.FAILOVER);
    }

    private interface Results {
        int primitive();

        Boolean boxed();

        List<String> list();

        Map<String, Integer> map();

        Optional<String> optional();

        byte[] bytes();

        List<String>[] lists();

        String text();

        ArrayList<String> arrayList();

        void nothing();
    }

    @Test
    void defaultsByTheResultsType() throws Exception {
        for (Method method : Results.class.getDeclaredMethods()) {
            Object value = DefaultResult.of(method.getGenericReturnType());
            switch (method.getName()) {
                case "primitive" -> assertThat(value).isEqualTo(0);
                case "boxed" -> assertThat(value).isEqualTo(false);
                case "list" -> assertThat(value).isEqualTo(List.of());
                case "map" -> assertThat(value).isEqualTo(Map.of());
                case "optional" -> assertThat(value).isEqualTo(Optional.empty());
                case "bytes" -> assertThat((byte[]) value).isEmpty();
                case "lists" -> assertThat(Arrays.asList((List<?>[]) value)).isEmpty();
                default -> assertThat(value).as(method.getName()).isNull();
            }
        }
    }
}
