package org.cdirpc.extension.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.cdirpc.Idempotent;
import org.cdirpc.OneWay;
import org.cdirpc.Remote;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

    enum Color {
        RED {
            @Override
            public String toString() {
                return "a constant's own words";
            }
        }
    }

    record OrderId(UUID value) {}

    record Order(@Nullable OrderId id, long number, Color color, double price) {}

    record Command<T>(T body, String token) {}

    public static final class Bean {
        public String reference = "by field";
        private String name = "by getter";

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        @com.fasterxml.jackson.annotation.JsonIgnore
        public String getBroken() {
            throw new IllegalArgumentException("no");
        }
    }

    @Remote
    interface Good {
        @Idempotent(by = "order.id.value")
        String named(String note, Order order);

        @Idempotent(by = "id.value")
        String single(Order order);

        @Idempotent(by = "order.number")
        String singleNamed(Order order);

        @Idempotent(by = "key")
        String parameter(int other, int key);

        @Idempotent(by = "order.color")
        String color(Order order);

        @Idempotent(by = "command.body.number")
        String generic(Command<Order> command);

        @Idempotent(by = "name")
        String getter(Bean bean);

        @Idempotent(by = "reference")
        String field(Bean bean);

        @Idempotent(by = "broken")
        String broken(Bean bean);

        @Idempotent
        String plain(Order order);

        String write(Order order);
    }

    private static ContractMethod method(Class<?> contract, String name) {
        return Contract.read(contract).contract().orElseThrow().methods().stream()
                .filter(each -> each.method().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable String key(String name, Object... arguments) {
        return method(Good.class, name).idempotencyKey().of(Arrays.asList(arguments));
    }

    private static List<String> problems(Class<?> contract) {
        return Contract.read(contract).problems();
    }

    @Test
    void aPathGoesThroughParametersComponentsGettersAndFields() {
        UUID id = UUID.randomUUID();
        Order order = new Order(new OrderId(id), 7, Color.RED, 1.5);
        assertThat(key("named", "note", order)).isEqualTo(id.toString());
        assertThat(key("single", order)).isEqualTo(id.toString());
        assertThat(key("singleNamed", order)).isEqualTo("7");
        assertThat(key("parameter", 1, 2)).isEqualTo("2");
        assertThat(key("generic", new Command<>(order, "t"))).isEqualTo("7");
        assertThat(key("getter", new Bean())).isEqualTo("by getter");
        assertThat(key("field", new Bean())).isEqualTo("by field");
        assertThat(key("color", order)).isEqualTo("RED");
    }

    @Test
    void nullAnywhereOnTheWayIsNoKey() {
        assertThat(key("named", "note", null)).isNull();
        assertThat(key("named", "note", new Order(null, 1, Color.RED, 0))).isNull();
        assertThat(key("named", "note", new Order(new OrderId(null), 1, Color.RED, 0)))
                .isNull();
    }

    @Test
    void aGetterThatThrowsIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> key("broken", new Bean()))
                .withMessageContaining("the key at broken")
                .withMessageContaining("IllegalArgumentException: no");
    }

    @Test
    void aMethodWithAKeyIsIdempotentAndOneWithoutHasNone() {
        assertThat(method(Good.class, "single").idempotent()).isTrue();
        assertThat(method(Good.class, "plain").idempotent()).isTrue();
        assertThat(method(Good.class, "plain").idempotencyKey()).isNull();
        assertThat(method(Good.class, "write").idempotent()).isFalse();
        assertThat(method(Good.class, "write").idempotencyKey()).isNull();
    }

    @Remote
    @Idempotent(by = "id")
    interface OnTheContract {
        String place(String id, int amount);

        @Idempotent
        int stock(String sku);
    }

    @Test
    void theContractsPathIsThatOfAllMethodsWithoutTheirOwn() {
        IdempotencyKey key = method(OnTheContract.class, "place").idempotencyKey();
        assertThat(key.of(List.of("x", 1))).isEqualTo("x");
        assertThat(method(OnTheContract.class, "stock").idempotencyKey()).isNull();
        assertThat(method(OnTheContract.class, "stock").idempotent()).isTrue();
    }

    @Remote
    interface WrongParameter {
        @Idempotent(by = "id")
        String place(Order order, int amount);
    }

    @Remote
    interface WrongStep {
        @Idempotent(by = "order.id.text")
        String place(Order order, int amount);
    }

    @Remote
    interface NoKey {
        @Idempotent(by = "order.id")
        String place(Order order);
    }

    @Remote
    interface FloatingPoint {
        @Idempotent(by = "price")
        String place(Order order);
    }

    @Remote
    interface WithOneWay {
        @OneWay
        @Idempotent(by = "id")
        void seen(String id);
    }

    @Remote
    interface NoParameters {
        @Idempotent(by = "id")
        String place();
    }

    @Remote
    interface EmptyStep {
        @Idempotent(by = "order..id")
        String place(Order order);
    }

    @Test
    void aWrongPathIsADefinitionErrorThatListsWhatThereIs() {
        assertThat(problems(WrongParameter.class))
                .singleElement()
                .asString()
                .contains("CDIRPC310030", "place(Order, int)", "no parameter id", "order, amount");
        assertThat(problems(WrongStep.class))
                .singleElement()
                .asString()
                .contains("CDIRPC310031", "no text in", "OrderId", "one of value");
        assertThat(problems(NoKey.class))
                .singleElement()
                .asString()
                .contains("CDIRPC310032", "ends at a", "OrderId", "go on with one of value");
        assertThat(problems(FloatingPoint.class))
                .singleElement()
                .asString()
                .contains("CDIRPC310032", "ends at a double");
        assertThat(problems(WithOneWay.class)).singleElement().asString().contains("CDIRPC310033", "seen(String)");
        assertThat(problems(NoParameters.class)).singleElement().asString().contains("CDIRPC310030");
        assertThat(problems(EmptyStep.class)).singleElement().asString().contains("CDIRPC310031", "id, number");
    }
}
