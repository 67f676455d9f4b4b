package org.cdirpc.extension.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.cdirpc.Remote;
import org.cdirpc.extension.call.BindAnswer;
import org.cdirpc.extension.call.BindRequest;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.call.Shapes;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.spi.VersionRange;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a consumer may call that says what its types look like. */
class DescriptorMatchTest {

    record Order(String sku) {}

    @Remote(name = "orders", version = "1.2")
    interface Orders {
        String find(String id);

        String place(Order order);
    }

    @Remote(name = "orders", version = "1.3")
    interface OtherPlace {
        int place(Order order);

        String find(String id);

        void cancel(String id);
    }

    @Remote(name = "orders", version = "1.4")
    interface OtherBoth {
        int place(Order order);

        int find(String id);
    }

    @Remote(name = "orders", version = "2.0")
    interface MoreOfIt {
        String find(String id);

        String find(String id, int most);

        String place(Order order);
    }

    @Remote(name = "orders", version = "1.2")
    interface Fewer {
        String find(String id);
    }

    @Remote(name = "stock", version = "1.2")
    interface Stock {
        String find(String id);

        String place(Order order);
    }

    private static ContractCodec codec(Class<?> contract) {
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        return ContractCodec.of(Contract.read(contract, mapping).contract().orElseThrow(), mapping, 1 << 20);
    }

    private static Exports exports(Class<?>... contracts) {
        return new Exports(
                "node-b",
                Stream.of(contracts)
                        .map(type -> new Export(codec(type), "a bean", call -> call.on("the bean")))
                        .toList(),
                Map.of(),
                null);
    }

    private static BindRequest request(ContractCodec consumer, String range, boolean withShapes) {
        return BindRequest.of(1, consumer, "", VersionRange.parse(range).least().toString(), withShapes)
                .describedBy(range, consumer.descriptor().text());
    }

    private static Bound bind(Exports exports, String range) {
        return exports.bind(request(codec(Orders.class), range, false));
    }

    @Test
    void methodsAreFoundWhereverTheyStandAtTheProvider() {
        Bound bound = bind(exports(MoreOfIt.class), "[1.2,3)");

        assertThat(bound.answer()).isEqualTo(new BindAnswer("2.0", "", Map.of(), List.of()));
        assertThat(bound.methods())
                .extracting(
                        method -> method.method().codec().method().signature().call())
                .containsExactly("find(text)", "place(object)");
    }

    /** A method that fits, but differs, travels with names. */
    @Test
    void equalDigestsAreAgreedAsEver() {
        ContractCodec consumer = codec(Orders.class);
        Bound bound = exports(MoreOfIt.class).bind(request(consumer, "[1.2,3)", true));

        assertThat(bound.answer().agreed()).hasSize(2).allMatch(Shapes.Agreed::arguments);
        BindRequest differs = request(consumer, "[1.2,3)", true);
        List<Shapes> shapes = List.of(new Shapes("00", "00"), differs.shapes().get(1));
        Bound named = exports(MoreOfIt.class)
                .bind(new BindRequest(1, "orders", "", "1.2", differs.methods(), shapes)
                        .describedBy(differs.range(), differs.descriptor()));
        assertThat(named.answer().misfits()).isEmpty();
        assertThat(named.answer().agreed().get(0)).isEqualTo(Shapes.Agreed.NOTHING);
        assertThat(named.methods().get(0).agreed()).isEqualTo(Shapes.Agreed.NOTHING);
        assertThat(named.methods().get(1).agreed().arguments()).isTrue();
    }

    @Test
    void aMisfitIsOneSentenceThatNamesBothVersionsAndTheNode() {
        Bound bound = bind(exports(OtherPlace.class), "1.2");

        assertThat(bound.answer().version()).isEqualTo("1.3");
        assertThat(bound.answer().misfits()).containsOnlyKeys(1);
        assertThat(bound.answer().misfits().get(1))
                .startsWith("CDIRPC350106: orders at node-b: place(Order): ")
                .contains("1.2")
                .contains("1.3")
                .contains("(expected: ");
        assertThat(bound.methods().get(0)).isNotNull();
        assertThat(bound.methods().get(1)).isNull();
        assertThat(bound.reason(0)).isNull();
        assertThat(bound.reason(1)).isEqualTo(bound.answer().misfits().get(1));
    }

    /** The newest that fits whole; else the newest of those that lack least. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2       | 1.2",
                "[1.2,3)   | 2.0",
                "[1.3,2)   | 1.3",
                "[1.4,2)   | 1.4",
                "[1.2]     | 1.2",
                "[1.2,2.0] | 2.0",
            })
    void ofSeveralVersionsTheNewestThatFits(String range, String chosen) {
        Exports exports = exports(OtherBoth.class, Orders.class, MoreOfIt.class, OtherPlace.class);

        assertThat(bind(exports, range).answer().version()).isEqualTo(chosen);
        assertThat(bind(exports, range).answer().version())
                .as("once more, remembered")
                .isEqualTo(chosen);
    }

    @Test
    void aVersionOutOfTheRangeIsRefused() {
        assertThat(bind(exports(Orders.class, OtherPlace.class), "1.4").answer().refused())
                .startsWith("CDIRPC350014: service orders: version 1.3, 1.2 is served here and 1.4 is needed");
        Bound bound = bind(exports(Orders.class), "(1.2,1.4]");
        assertThat(bound.answer().refused())
                .startsWith("CDIRPC350105: service orders: version 1.2 is served here and one of (1.2,1.4] is needed");
        assertThat(bound.methods()).containsOnlyNulls();
        assertThat(bound.reason(1)).isEqualTo(bound.answer().refused());
    }

    /** Its sender is at fault, and its other services are not. */
    @Test
    void whatCannotBeReadRefusesTheServiceAlone() {
        Exports exports = exports(Orders.class);
        BindRequest good = request(codec(Orders.class), "1.2", false);

        assertThat(refusal(exports, good.describedBy("1.2", "no descriptor")))
                .startsWith("CDIRPC350108: service orders: the consumer's descriptor of it cannot be read: CDIRPC3170");
        assertThat(refusal(exports, good.describedBy("1.2", good.descriptor().replace("1.2", "one"))))
                .startsWith("CDIRPC350108");
        assertThat(refusal(exports, good.describedBy("1.2", good.descriptor() + "#".repeat(2 << 20))))
                .startsWith("CDIRPC350108")
                .hasSizeLessThan(2000);
        assertThat(refusal(exports, good.describedBy("the newest", good.descriptor())))
                .startsWith(
                        "CDIRPC350107: service orders: the versions that the consumer needs cannot be read: CDIRPC");
        assertThat(refusal(
                        exports,
                        good.describedBy("1.2", codec(Stock.class).descriptor().text())))
                .startsWith("CDIRPC350110: service orders: the consumer sent the descriptor of stock");
        assertThat(refusal(
                        exports,
                        good.describedBy("1.2", codec(Fewer.class).descriptor().text())))
                .startsWith("CDIRPC350111");
        assertThat(refusal(exports, good)).isEmpty();
    }

    private static String refusal(Exports exports, BindRequest request) {
        return exports.bind(request).answer().refused();
    }

    /** Any change of any text is judged or refused: nothing is thrown, which would close the channel. */
    @Test
    void aChangedDescriptorNeverThrows() {
        Exports exports = exports(Orders.class, OtherPlace.class);
        BindRequest good = request(codec(Orders.class), "1.2", false);
        SplittableRandom random = new SplittableRandom(42);
        int refused = 0;
        int judged = 0;
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(good.descriptor());
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(1, 0x2100));
                    case 1 -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(1, 20)));
                    default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 20)));
                }
            }
            Bound bound = exports.bind(good.describedBy("1.2", text.toString()));
            assertThat(bound.methods()).hasSize(2);
            assertThat(bound.answer().encode().length).isLessThan(100_000);
            if (bound.answer().refused().isEmpty()) {
                judged++;
            } else {
                assertThat(bound.answer().refused()).startsWith("CDIRPC3501");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
        assertThat(judged).isGreaterThan(100);
    }
}
