package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cdirpc.transport.shape.Fit.Newer;
import org.cdirpc.transport.shape.Misfit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

/** Constants, subtypes and keys: names that one side may not know. */
@NullUnmarked
class NamesFitTest {

    enum Status {
        NEW,
        PAID,
        @JsonProperty("on-the-way")
        SENT
    }

    enum Old {
        NEW,
        PAID
    }

    enum Open {
        NEW,
        PAID,
        @JsonEnumDefaultValue
        OTHER
    }

    record Order(Status status, List<Status> before) {}

    record OldOrder(Old status, List<Old> before) {}

    record OpenOrder(Open status, List<Open> before) {}

    record TextOrder(String status, Set<String> before) {}

    @Test
    void aConstantThatIsNotKnownIsRefusedInArgumentsAndAMisfitOfResults() {
        Wire.Verdict argument = Wire.judge(Order.class, OldOrder.class, Newer.WRITER, false);
        assertThat(argument.fits()).isTrue();
        assertThat(argument.notes())
                .contains("argument 1, Order.before[]: on-the-way of Status is refused where it is read");
        assertThat(Wire.judge(Order.class, OldOrder.class, Newer.WRITER, true).misfits())
                .extracting(Misfit::path, Misfit::written, Misfit::read)
                .containsExactly(tuple("result, Order.before[]", "on-the-way of Status", "only NEW, PAID"));
        assertThatThrownBy(() ->
                        Wire.sent(Order.class, OldOrder.class, new Order(Status.NEW, List.of(Status.NEW, Status.SENT))))
                .isInstanceOf(CborException.class)
                .hasMessage("CDIRPC110207: OldOrder.before[1] is on-the-way, no constant of Old (expected: one of NEW, "
                        + "PAID); use a version of the contract that has it on both sides, or mark one of them with "
                        + "@JsonEnumDefaultValue to stand for all others");
        assertThat(Wire.sent(Order.class, OldOrder.class, new Order(Status.PAID, List.of(Status.NEW))))
                .isEqualTo(new OldOrder(Old.PAID, List.of(Old.NEW)));
        assertThat(Wire.fits(OldOrder.class, Order.class, Newer.READER)).isTrue();
    }

    @Test
    void aConstantThatIsNoNameIsNotRepeated() {
        CborWriter out = new CborWriter(100);
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        mapping.codec(String.class).encode("a\nb (expected: x", out);
        assertThatThrownBy(() -> mapping.codec(Old.class).decode(out.buffer(), 0, out.size()))
                .hasMessageStartingWith(
                        "CDIRPC110207: Old is a text that is no name, no constant of Old (expected: one ");
    }

    @Test
    void aFallbackStandsForConstantsThatAreNotKnown() {
        Wire.Verdict result = Wire.judge(Order.class, OpenOrder.class, Newer.WRITER, true);
        assertThat(result.fits()).isTrue();
        assertThat(result.notes()).contains("result, Order.before[]: on-the-way of Status is read as OTHER");
        assertThat(Wire.sent(Order.class, OpenOrder.class, new Order(Status.SENT, List.of(Status.SENT, Status.NEW))))
                .isEqualTo(new OpenOrder(Open.OTHER, List.of(Open.OTHER, Open.NEW)));
        assertThat(Wire.sent(Status.class, Open.class, Status.SENT)).isEqualTo(Open.OTHER);
        // Nothing else than an unknown text becomes the fallback.
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        for (String hex : List.of("00", "f5", "80", "a0", "4161", "fb3ff0000000000000")) {
            byte[] bytes = Hex.bytes(hex);
            assertThatThrownBy(() -> mapping.codec(Open.class).decode(bytes, 0, bytes.length))
                    .as(hex)
                    .isInstanceOf(CborException.class);
        }
        assertThat(mapping.codec(Open.class).decode(Hex.bytes("f6"), 0, 1)).isNull();
    }

    @Test
    void constantsAreTexts() {
        assertThat(Wire.fits(Order.class, OldOrder.class, Newer.NEITHER)).isFalse();
        assertThat(Wire.fits(TextOrder.class, Order.class, Newer.NEITHER)).isFalse();
        assertThat(Wire.judge(Status.class, String.class, Newer.NEITHER, true).fits())
                .isTrue();
        assertThat(Wire.sent(Status.class, String.class, Status.SENT)).isEqualTo("on-the-way");
    }

    @Test
    void asKeysConstantsHaveNoFallback() {
        Type status = type(new TypeReference<Map<Status, Integer>>() {});
        Type open = type(new TypeReference<Map<Open, Integer>>() {});
        Type old = type(new TypeReference<Map<Old, Integer>>() {});
        Type text = type(new TypeReference<Map<String, Integer>>() {});
        for (boolean closed : new boolean[] {true, false}) {
            assertThat(Wire.judge(status, open, Newer.WRITER, closed).misfits())
                    .singleElement()
                    .satisfies(misfit -> assertThat(misfit.path()).endsWith("Status{key}"));
            assertThat(Wire.judge(status, old, Newer.WRITER, closed).fits()).isEqualTo(!closed);
            assertThat(Wire.judge(old, open, Newer.WRITER, closed).fits()).isTrue();
        }
        assertThatThrownBy(() -> Wire.sent(status, old, Map.of(Status.SENT, 1)))
                .hasMessageStartingWith("CDIRPC110207")
                .hasMessageContaining("on-the-way, no constant of Old (expected: one of NEW, PAID)");
        assertThat(Wire.fits(status, text, Newer.NEITHER)).isTrue();
        assertThat(Wire.sent(status, text, Map.of(Status.SENT, 1))).isEqualTo(Map.of("on-the-way", 1));
    }

    @Test
    void keysThatAreWholeNumbersWiden() {
        Type bytes = type(new TypeReference<Map<Byte, Integer>>() {});
        Type ints = type(new TypeReference<Map<Integer, Integer>>() {});
        Type longs = type(new TypeReference<Map<Long, Integer>>() {});
        Type texts = type(new TypeReference<Map<String, Integer>>() {});
        Type characters = type(new TypeReference<Map<Character, Long>>() {});
        assertThat(Wire.fits(bytes, longs, Newer.NEITHER)).isTrue();
        assertThat(Wire.sent(bytes, longs, Map.of(Byte.MIN_VALUE, 1))).isEqualTo(Map.of(-128L, 1));
        assertThat(Wire.fits(ints, longs, Newer.NEITHER)).isTrue();
        Map<Integer, Integer> extremes = Map.of(Integer.MIN_VALUE, 1, Integer.MAX_VALUE, 2);
        assertThat(Wire.sent(ints, longs, extremes)).isEqualTo(Map.of((long) Integer.MIN_VALUE, 1, 2147483647L, 2));
        assertThat(Wire.fits(longs, ints, Newer.NEITHER)).isFalse();
        assertThat(Wire.fits(ints, texts, Newer.NEITHER)).isFalse();
        assertThat(Wire.fits(texts, ints, Newer.NEITHER)).isFalse();
        assertThat(Wire.fits(characters, texts, Newer.NEITHER)).isFalse();
        Type widened = type(new TypeReference<Map<String, Long>>() {});
        assertThat(Wire.fits(characters, widened, Newer.NEITHER)).isTrue();
        assertThat(Wire.sent(characters, widened, Map.of('a', 1L))).isEqualTo(Map.of("a", 1L));
        assertThat(Wire.fits(ints, type(new TypeReference<Map<BigInteger, Integer>>() {}), Newer.NEITHER))
                .isTrue();
        assertThat(Wire.sent(ints, type(new TypeReference<Map<BigInteger, Integer>>() {}), Map.of(-7, 1)))
                .isEqualTo(Map.of(BigInteger.valueOf(-7), 1));
    }

    sealed interface Event permits Created, Deleted {}

    record Created(String id) implements Event {}

    record Deleted(String id, int why) implements Event {}

    static final class Before {
        sealed interface Event permits Created {}

        record Created(String id) implements Event {}
    }

    static final class Retyped {
        sealed interface Event permits Created, Deleted {}

        record Created(String id) implements Event {}

        record Deleted(String id, String why) implements Event {}
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@type", defaultImpl = Other.class)
    @JsonSubTypes(@JsonSubTypes.Type(value = Known.class, name = "Created"))
    interface Lenient {}

    record Known(String id) implements Lenient {}

    record Other(String id, String more) implements Lenient {}

    @Test
    void aSubtypeThatIsNotKnownIsRefusedInArgumentsAndAMisfitOfResults() {
        assertThat(Wire.judge(Event.class, Before.Event.class, Newer.WRITER, false)
                        .notes())
                .contains("argument 1, Event: Deleted of Event is refused where it is read");
        assertThat(Wire.judge(Event.class, Before.Event.class, Newer.WRITER, true)
                        .misfits())
                .extracting(Misfit::path, Misfit::written, Misfit::read)
                .containsExactly(tuple("result, Event", "Deleted of Event", "only Created"));
        assertThatThrownBy(() -> Wire.sent(Event.class, Before.Event.class, new Deleted("a", 1)))
                .hasMessageStartingWith(
                        "CDIRPC110208: Event is Deleted, no subtype of Event (expected: one of Created); use ");
        assertThat(Wire.sent(Event.class, Before.Event.class, new Created("a"))).isEqualTo(new Before.Created("a"));
        assertThat(Wire.fits(Before.Event.class, Event.class, Newer.READER)).isTrue();
        assertThat(Wire.judge(Event.class, Retyped.Event.class, Newer.WRITER, false)
                        .misfits())
                .extracting(Misfit::path, Misfit::written, Misfit::read)
                .containsExactly(tuple("argument 1, Event(Deleted).why", "int32", "text"));
    }

    @Test
    void aFallbackStandsForSubtypesThatAreNotKnown() {
        Wire.Verdict verdict = Wire.judge(Event.class, Lenient.class, Newer.WRITER, true);
        assertThat(verdict.misfits()).isEmpty();
        assertThat(verdict.notes()).anyMatch(note -> note.startsWith("result, Event: Deleted of Event is read as "));
        assertThat(Wire.sent(Event.class, Lenient.class, new Deleted("a", 7))).isEqualTo(new Other("a", null));
        assertThat(Wire.sent(Event.class, Lenient.class, new Created("a"))).isEqualTo(new Known("a"));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes(@JsonSubTypes.Type(value = OfKind.class, name = "Created"))
    interface Kind {}

    record OfKind(String id) implements Kind {}

    @Test
    void theNameOfATypeStaysWhereItIs() {
        assertThat(Wire.judge(Before.Event.class, Kind.class, Newer.WRITER, true)
                        .misfits())
                .extracting(Misfit::written, Misfit::read)
                .containsExactly(tuple("the name of the type in @type", "in kind"));
        assertThatThrownBy(() -> Wire.sent(Before.Event.class, Kind.class, new Before.Created("a")))
                .hasMessageContaining("is without the name of its type, no subtype of Kind");
        assertThat(Wire.fits(Before.Created.class, Before.Event.class, Newer.WRITER))
                .isFalse();
    }

    @Test
    void elementsFitAsTheyDoAlone() {
        assertThat(Wire.fits(
                        type(new TypeReference<Set<List<Integer>>>() {}),
                        type(new TypeReference<List<List<Long>>>() {}),
                        Newer.NEITHER))
                .isTrue();
        assertThat(Wire.fits(
                        type(new TypeReference<List<String>>() {}),
                        type(new TypeReference<Set<String>>() {}),
                        Newer.NEITHER))
                .isFalse();
        assertThat(Wire.fits(type(new TypeReference<List<Integer>>() {}), int[].class, Newer.NEITHER))
                .isFalse();
        assertThat(Wire.fits(int[].class, type(new TypeReference<List<Double>>() {}), Newer.NEITHER))
                .isTrue();
        assertThat(Wire.sent(int[].class, type(new TypeReference<List<Double>>() {}), new int[] {1, -1}))
                .isEqualTo(List.of(1.0, -1.0));
        assertThat(Wire.sent(int[].class, double[].class, new int[] {Integer.MIN_VALUE}))
                .isEqualTo(new double[] {Integer.MIN_VALUE});
        assertThat(Wire.fits(byte[].class, type(new TypeReference<List<Byte>>() {}), Newer.NEITHER))
                .isFalse();
        Map<String, Short> sent = new HashMap<>(Map.of("a", Short.MAX_VALUE));
        sent.put("b", null);
        Map<String, Float> arrived = new HashMap<>(Map.of("a", (float) Short.MAX_VALUE));
        arrived.put("b", null);
        assertThat(Wire.sent(
                        type(new TypeReference<Map<String, Short>>() {}),
                        type(new TypeReference<Map<String, Float>>() {}),
                        sent))
                .isEqualTo(arrived);
    }

    private static Type type(TypeReference<?> reference) {
        return reference.getType();
    }
}
