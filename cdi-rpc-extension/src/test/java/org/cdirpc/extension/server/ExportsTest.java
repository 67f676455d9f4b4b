package org.cdirpc.extension.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.cdirpc.Remote;
import org.cdirpc.extension.call.BindRequest;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.call.Shapes;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.contract.Signature;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.junit.jupiter.api.Test;

/** What a consumer's methods are matched with. */
class ExportsTest {

    record Order(String sku) {}

    record Query(String text) {}

    @Remote(name = "orders", version = "1.2")
    interface Orders {
        String place(Order order);

        String find(Order like);

        String find(Query query);
    }

    @Remote(name = "orders", version = "2.0")
    interface Orders2 {
        String place(Order order, int priority);
    }

    private static Exports exports(Class<?>... contracts) {
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        return new Exports(Stream.of(contracts)
                .map(type -> Contract.read(type, mapping).contract().orElseThrow())
                .map(contract ->
                        new Export(ContractCodec.of(contract, mapping, 1 << 20), "a bean", call -> call.on("the bean")))
                .toList());
    }

    private static Bound bind(Exports exports, String service, String version, Signature... methods) {
        return exports.bind(new BindRequest(0, service, "", version, List.of(methods), List.of()));
    }

    private static Signature signature(String name, String result, String kind, String hint) {
        return new Signature(name, List.of(kind), List.of(hint), result, false);
    }

    @Test
    void classNamesOfParametersDoNotCount() {
        Bound bound = bind(exports(Orders.class), "orders", "1.0", signature("place", "text", "object", "OrderDto"));

        assertThat(bound.answer().refused()).isEmpty();
        assertThat(bound.answer().misfits()).isEmpty();
        assertThat(bound.answer().version()).isEqualTo("1.2");
        assertThat(bound.methods())
                .singleElement()
                .satisfies(method -> assertThat(method.method().describe()).isEqualTo("orders.place(object)"));
    }

    /** Only a method whose shapes are equal on both sides may be called by position, and only if the caller asked. */
    @Test
    void equalShapesAreAgreed() {
        Exports exports = exports(Orders.class);
        Signature place = signature("place", "text", "object", "OrderDto");
        Shapes own = bind(exports, "orders", "1.0", place)
                .methods()
                .get(0)
                .method()
                .codec()
                .shapes();
        assertThat(bind(exports, "orders", "1.0", place).answer().agreed()).isEmpty();
        assertThat(agreed(exports, place, own))
                .isEqualTo(new Shapes.Agreed(!own.arguments().isEmpty(), true));
        assertThat(agreed(exports, place, new Shapes(own.arguments(), "00")).result())
                .isFalse();
        assertThat(agreed(exports, place, new Shapes("", ""))).isEqualTo(Shapes.Agreed.NOTHING);
    }

    private static Shapes.Agreed agreed(Exports exports, Signature method, Shapes shapes) {
        BindRequest request = new BindRequest(0, "orders", "", "1.0", List.of(method), List.of(shapes));
        Bound bound = exports.bind(request);
        assertThat(bound.answer().agreed())
                .containsExactly(bound.methods().get(0).agreed());
        return bound.methods().get(0).agreed();
    }

    @Test
    void theyTellOverloadsApartWhereKindsDoNot() {
        Bound bound = bind(
                exports(Orders.class),
                "orders",
                "1.0",
                signature("find", "text", "object", "Query"),
                signature("find", "text", "object", "Something"));

        assertThat(bound.methods().get(0).method().codec().method().parameterTypes())
                .containsExactly(Query.class);
        assertThat(bound.methods().get(1)).isNull();
        assertThat(bound.answer().misfits()).containsOnlyKeys(1);
    }

    @Test
    void aMisfitNamesBothShapes() {
        Bound bound = bind(
                exports(Orders.class),
                "orders",
                "1.0",
                signature("place", "text", "int", "int"),
                signature("place", "int", "object", "Order"),
                signature("cancel", "text", "text", "String"));

        assertThat(bound.methods()).containsOnlyNulls();
        assertThat(bound.answer().misfits().get(0))
                .startsWith("CDIRPC350015: orders: the consumer calls place(int): text, and the provider has"
                        + " place(object): text");
        assertThat(bound.answer().misfits().get(1))
                .contains("place(object): int")
                .contains("place(object): text");
        assertThat(bound.answer().misfits().get(2)).contains("no method of this name");
    }

    @Test
    void majorsLiveSideBySide() {
        Exports both = exports(Orders.class, Orders2.class);

        assertThat(bind(both, "orders", "1.1", signature("place", "text", "object", "Order"))
                        .answer()
                        .version())
                .isEqualTo("1.2");
        assertThat(bind(
                                both,
                                "orders",
                                "2.0",
                                new Signature(
                                        "place", List.of("object", "int"), List.of("Order", "int"), "text", false))
                        .answer()
                        .version())
                .isEqualTo("2.0");
    }

    @Test
    void aProviderThatIsTooOldSaysSo() {
        Bound bound = bind(exports(Orders.class), "orders", "1.3", signature("place", "text", "object", "Order"));

        assertThat(bound.answer().refused())
                .startsWith("CDIRPC350014: service orders: version 1.2 is served here and 1.3 is needed");
        assertThat(bound.methods()).containsOnlyNulls();
    }

    @Test
    void anUnknownServiceNamesTheKnownOnes() {
        Bound bound = bind(exports(Orders.class), "stock", "1.0", signature("place", "text", "object", "Order"));

        assertThat(bound.answer().refused())
                .startsWith("CDIRPC350013: service stock, group \"\" is not served here (expected: one of [orders])");
    }
}
