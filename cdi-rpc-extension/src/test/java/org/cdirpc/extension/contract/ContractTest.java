package org.cdirpc.extension.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import org.cdirpc.Idempotent;
import org.cdirpc.OneWay;
import org.cdirpc.Remote;
import org.cdirpc.RpcTimeout;
import org.junit.jupiter.api.Test;

class ContractTest {

    record Order(String sku, int quantity) {}

    record Receipt(String id) {}

    static final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1L;

        OutOfStock(String message) {
            super(message);
        }
    }

    @Remote(version = "1.2", group = "blue")
    @RpcTimeout(2000)
    interface Orders {
        Receipt place(Order order) throws OutOfStock, IllegalStateException, Exception;

        @Idempotent
        @RpcTimeout(value = 5, unit = ChronoUnit.SECONDS)
        CompletionStage<List<Receipt>> find(String customer);

        @OneWay
        void seen(String sku);

        default String hello() {
            return "local";
        }

        static int answer() {
            return 42;
        }
    }

    private static Contract contract(Class<?> type) {
        ContractReading reading = Contract.read(type);
        assertThat(reading.problems()).isEmpty();
        return reading.contract().orElseThrow();
    }

    private static ContractMethod method(Class<?> type, String call) {
        return contract(type).methods().stream()
                .filter(method -> method.signature().call().equals(call))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        call + " is none of " + contract(type).methods()));
    }

    private static List<String> problems(Class<?> type) {
        ContractReading reading = Contract.read(type);
        assertThat(reading.contract()).isEmpty();
        return reading.problems();
    }

    @Test
    void readsNameGroupVersionAndOnlyAbstractMethods() {
        Contract contract = contract(Orders.class);

        assertThat(contract.service()).isEqualTo(Orders.class.getName());
        assertThat(contract.group()).isEqualTo("blue");
        assertThat(contract.version()).isEqualTo("1.2");
        assertThat(contract.methods())
                .extracting(method -> method.signature().toString())
                .containsExactly("find(text): list<object>", "place(object): object", "seen(text): one-way");
        assertThat(contract.methods()).extracting(ContractMethod::index).containsExactly(0, 1, 2);
    }

    @Test
    void readsKindsTimeoutsIdempotencyAndDeclaredExceptions() {
        ContractMethod find = method(Orders.class, "find(text)");
        assertThat(find.kind()).isEqualTo(MethodKind.ASYNC);
        assertThat(find.idempotent()).isTrue();
        assertThat(find.timeoutNanos()).isEqualTo(Duration.ofSeconds(5).toNanos());

        ContractMethod place = method(Orders.class, "place(object)");
        assertThat(place.kind()).isEqualTo(MethodKind.BLOCKING);
        assertThat(place.idempotent()).isFalse();
        assertThat(place.timeoutNanos()).isEqualTo(Duration.ofSeconds(2).toNanos());
        // Exception is too general to be rebuilt as anything.
        assertThat(place.declared()).containsExactlyInAnyOrder(OutOfStock.class, IllegalStateException.class);

        assertThat(method(Orders.class, "seen(text)").kind()).isEqualTo(MethodKind.ONE_WAY);
    }

    interface Crud<T, K> {
        T get(K key);

        List<T> all();

        T[] some(Map<String, T> byName);
    }

    interface Named<T> extends Crud<T, String> {
        @Override
        T get(String key);
    }

    @Remote
    interface Receipts extends Named<Receipt> {
        @Override
        Receipt get(String key);
    }

    @Test
    void bindsTypeVariablesOfSuperInterfaces() {
        assertThat(contract(Receipts.class).methods())
                .extracting(method -> method.signature().toString())
                .containsExactly("all(): list<object>", "get(text): object", "some(map<object>): list<object>");
        assertThat(method(Receipts.class, "get(text)").resultType()).isEqualTo(Receipt.class);
        assertThat(method(Receipts.class, "some(map<object>)").resultType()).isEqualTo(Receipt[].class);
    }

    interface Base {
        Serializable load(String id);

        String name();
    }

    @Remote
    interface Narrowed extends Base {
        @Override
        String load(String id);

        @Override
        default String name() {
            return "mine";
        }
    }

    @Test
    void anOverrideStandsForWhatItOverrides() {
        assertThat(contract(Narrowed.class).methods())
                .extracting(method -> method.signature().toString())
                .containsExactly("load(text): text");
    }

    @Remote
    interface Overloaded {
        String find(int id);

        String find(long id);

        String find(String name);

        String find(Order order);

        String find(Receipt receipt);
    }

    @Test
    void overloadsOfOneKindAreToldApartByHints() {
        assertThat(contract(Overloaded.class).methods())
                .extracting(
                        method -> method.signature().call() + method.signature().hints())
                .containsExactly(
                        "find(int)[int]",
                        "find(int)[long]",
                        "find(object)[Order]",
                        "find(object)[Receipt]",
                        "find(text)[String]");
    }

    @Remote
    interface CannotTravel {
        Object anything();

        List<?> wild(List<? extends Number> numbers);

        @SuppressWarnings("rawtypes")
        Map raw();

        <T> T generic(T value);

        void run(Runnable code);

        CompletionStage<Thread> thread();
    }

    @Test
    void reportsEveryTypeThatCannotTravelTogether() {
        assertThat(problems(CannotTravel.class))
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(problem -> assertThat(problem)
                        .startsWith("CDIRPC310013: " + CannotTravel.class.getName() + ": ")
                        .contains("cannot travel"))
                .anySatisfy(problem -> assertThat(problem).contains("anything()"))
                .anySatisfy(problem -> assertThat(problem).contains("wild(List)"))
                .anySatisfy(problem -> assertThat(problem).contains("raw()"))
                .anySatisfy(problem -> assertThat(problem).contains("generic(Object)"))
                .anySatisfy(problem -> assertThat(problem).contains("run(Runnable)"))
                .anySatisfy(problem -> assertThat(problem).contains("thread()"));
    }

    @Remote(version = "one")
    interface Wrong {
        @OneWay
        int answer() throws OutOfStock;

        @RpcTimeout(0)
        String now();

        Flow.Publisher<String> stream();

        @SuppressWarnings("rawtypes")
        Future raw();
    }

    @Test
    void reportsWrongAnnotationsWithValueAndExpectation() {
        assertThat(String.join("\n", problems(Wrong.class)))
                .contains("CDIRPC310012: " + Wrong.class.getName()
                        + ": @Remote(version = \"one\") (expected: major.minor")
                .contains("CDIRPC310014: " + Wrong.class.getName() + ": @OneWay answer() returns int")
                .contains("CDIRPC310014: " + Wrong.class.getName() + ": @OneWay answer() declares OutOfStock")
                .contains("CDIRPC310016: " + Wrong.class.getName() + ": @RpcTimeout(value = 0, unit = MILLIS) on now()")
                .contains("CDIRPC310015")
                .contains("CDIRPC310018");
    }

    @Remote
    static class NotAnInterface {}

    interface NotRemote {
        void run();
    }

    @Remote
    interface Empty {}

    @Test
    void reportsWhatIsNoContract() {
        assertThat(problems(NotAnInterface.class)).singleElement().asString().startsWith("CDIRPC310010");
        assertThat(problems(NotRemote.class)).singleElement().asString().startsWith("CDIRPC310011");
        assertThat(problems(Empty.class)).singleElement().asString().startsWith("CDIRPC310020");
    }

    @Remote
    interface OptionalStuff {
        Optional<Order> maybe(Optional<String> sku);
    }

    @Test
    void optionalsKeepTheirContent() {
        assertThat(contract(OptionalStuff.class).methods().get(0).signature())
                .hasToString("maybe(optional<text>): optional<object>");
    }
}
