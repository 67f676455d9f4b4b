package org.cdirpc.extension.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cdirpc.extension.version.Descriptors.resource;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.cdirpc.Idempotent;
import org.cdirpc.OneWay;
import org.cdirpc.Remote;
import org.junit.jupiter.api.Test;

class ContractShapesTest {

    enum State {
        NEW,
        PAID
    }

    record Line(String sku, int count, @Nullable String note) {}

    @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
    @interface Nullable {}

    record Order(List<Line> lines, State state, Optional<Order> previous) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Card.class, name = "card"),
        @JsonSubTypes.Type(value = Cash.class, name = "cash")
    })
    interface Payment {}

    record Card(String number) implements Payment {}

    record Cash(BigDecimal amount) implements Payment {}

    static final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1L;
        private final int left;

        OutOfStock(String message, int left) {
            super(message);
            this.left = left;
        }

        public int getLeft() {
            return left;
        }
    }

    /** A bean, whose properties the platform may give in any order. */
    public static final class Filter {
        private String text = "";
        private Set<Long> ids = Set.of();
        private boolean exact;

        public boolean isExact() {
            return exact;
        }

        public void setExact(boolean value) {
            exact = value;
        }

        public String getText() {
            return text;
        }

        public void setText(String value) {
            text = value;
        }

        public Set<Long> getIds() {
            return ids;
        }

        public void setIds(Set<Long> value) {
            ids = value;
        }
    }

    @Remote(name = "org.shop.Orders", version = "1.2", group = "blue")
    interface Orders {
        Instant place(Order order, Payment payment) throws OutOfStock;

        @Idempotent
        CompletionStage<Map<String, Line>> find(Filter filter);

        @Idempotent
        Line find(long id);

        @OneWay
        void seen(String sku, byte[] token);

        void clear();
    }

    /** What is recorded and published changes only where a contract does: another text here is a break for all users. */
    @Test
    void aContractIsWrittenAsItAlwaysWas() {
        assertThat(Descriptors.of(Orders.class).text()).isEqualTo(resource("orders.contract"));
    }

    @Test
    void aContractIsReadAsItWasWritten() {
        ContractDescriptor orders = Descriptors.of(Orders.class);

        assertThat(ContractDescriptor.parse(orders.text())).isEqualTo(orders);
        assertThat(Compatibility.of(ContractDescriptor.parse(resource("orders.contract")), orders))
                .isEqualTo(new Compatibility(List.of(0, 1, 2, 3, 4), new java.util.TreeMap<>(), List.of()));
    }

    /** Its methods stand at the same indexes as those of the contract, by which both ends call them. */
    @Test
    void methodsHaveTheIndexesOfTheContract() {
        assertThat(Descriptors.of(Orders.class).methods().stream().map(MethodDescriptor::toString))
                .containsExactly(
                        org.cdirpc.extension.contract.Contract.read(Orders.class)
                                .contract()
                                .orElseThrow()
                                .methods()
                                .stream()
                                .map(method -> method.signature().name() + "("
                                        + String.join(", ", method.signature().hints()) + ")")
                                .toArray(String[]::new));
    }

    interface One {
        record Item(String a) {}

        record Whole(Item item, Two.Item other) {}
    }

    interface Two {
        record Item(int b) {}

        record Whole(Two.Item other, One.Item item) {}
    }

    @Remote
    interface Mixed {
        One.Item a(Two.Item item);

        Two.Whole b(One.Whole whole);
    }

    /** Equally named classes get numbers in the order in which they are met, which must not be that of reflection. */
    @Test
    void theHashIsTheSameEveryTime() {
        ContractDescriptor mixed = Descriptors.of(Mixed.class);

        for (int i = 0; i < 10; i++) {
            assertThat(Descriptors.of(Mixed.class)).isEqualTo(mixed);
            assertThat(Descriptors.of(Mixed.class).hash()).isEqualTo(mixed.hash());
        }
        assertThat(Descriptors.of(Mixed.class, "1.7").hash()).isEqualTo(mixed.hash());
    }

    /** Fields of a class may come in another order on another platform, or after an edit: on the wire they have none. */
    @Test
    void theOrderOfFieldsIsNoShape() {
        @Remote
        interface Left {
            void put(Ab value);
        }
        @Remote
        interface Right {
            void put(Ba value);
        }
        @Remote
        interface Wrong {
            void put(Ab2 value);
        }
        assertThat(Descriptors.of(Left.class).looksLike(Descriptors.of(Right.class)))
                .isTrue();
        assertThat(Descriptors.of(Left.class).looksLike(Descriptors.of(Wrong.class)))
                .isFalse();
    }

    record Ab(int a, String b) {}

    record Ba(String b, int a) {}

    record Ab2(int a, List<String> b) {}
}
