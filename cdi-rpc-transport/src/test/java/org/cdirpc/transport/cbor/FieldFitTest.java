package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.cdirpc.transport.shape.Fit;
import org.cdirpc.transport.shape.Fit.Newer;
import org.cdirpc.transport.shape.Misfit;
import org.cdirpc.transport.shape.Shape;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Fields that come, go, and change: what is said of them, and what the codecs make of values. */
@NullUnmarked
class FieldFitTest {

    record Plain(String name) {}

    record WithNote(String name, String note) {}

    record WithOptional(String name, Optional<String> note) {}

    record WithNullable(String name, @Nullable String note) {}

    record WithCount(String name, int count) {}

    record WithMaybeCount(String name, OptionalInt count) {}

    record WithRequired(
            String name, @JsonProperty(required = true) String note) {}

    record LeavesOut(
            String name,
            @JsonInclude(JsonInclude.Include.NON_NULL) String note) {}

    record Renamed(String name, String remark) {}

    record RenamedWithAlias(String name, @JsonAlias("note") String remark) {}

    record BothNames(String name, String note, String remark) {}

    public static class Bean {
        public String name = "";
        public int count = 5;
    }

    public static class BeanWithText {
        public String name = "";
        public String note = "initial";
    }

    public static class WithDerived {
        public String name = "";

        public String getUpper() {
            return name.toUpperCase(java.util.Locale.ROOT);
        }
    }

    public static class WithPassword {
        public String name = "";
        private String password;

        public void setPassword(String password) {
            this.password = password;
        }
    }

    @Test
    void anAddedFieldIsSkippedByTheOlderAndAbsentForTheNewer() {
        assertThat(Wire.judge(WithNote.class, Plain.class, Newer.WRITER, false).notes())
                .containsExactly("argument 1, WithNote.note: written, and skipped where it is read");
        assertThat(Wire.sent(WithNote.class, Plain.class, new WithNote("a", "b")))
                .isEqualTo(new Plain("a"));
        assertThat(Wire.judge(Plain.class, WithNote.class, Newer.READER, true).notes())
                .containsExactly("result, Plain.note: not written; stays null where it is read");
        assertThat(Wire.sent(Plain.class, WithNote.class, new Plain("a"))).isEqualTo(new WithNote("a", null));
    }

    @Test
    void aRemovedFieldIsMissedByTheOlderUnlessItSaidThatItMayBe() {
        assertThat(Wire.judge(Plain.class, WithNote.class, Newer.WRITER, true).misfits())
                .containsExactly(new Misfit(
                        "result, Plain.note",
                        "nothing",
                        "text",
                        "keep the field, or have had it Optional or @Nullable where it is read"));
        assertThat(Wire.judge(WithNote.class, Plain.class, Newer.READER, false).misfits())
                .singleElement()
                .extracting(Misfit::path, Misfit::written, Misfit::read)
                .containsExactly("argument 1, WithNote.note", "text", "nothing");
        for (Class<?> older : List.of(WithOptional.class, WithNullable.class)) {
            assertThat(Wire.fits(Plain.class, older, Newer.WRITER)).isTrue();
            assertThat(Wire.fits(older, Plain.class, Newer.READER)).isTrue();
        }
        assertThat(Wire.sent(Plain.class, WithOptional.class, new Plain("a")))
                .isEqualTo(new WithOptional("a", Optional.empty()));
        assertThat(Wire.sent(Plain.class, WithNullable.class, new Plain("a"))).isEqualTo(new WithNullable("a", null));
    }

    @Test
    void atOneVersionNobodyAddsOrRemoves() {
        assertThat(Wire.fits(Plain.class, WithNote.class, Newer.NEITHER)).isFalse();
        assertThat(Wire.fits(WithNote.class, Plain.class, Newer.NEITHER)).isFalse();
        assertThat(Wire.fits(Plain.class, WithOptional.class, Newer.NEITHER)).isTrue();
        assertThat(Wire.fits(WithOptional.class, Plain.class, Newer.NEITHER)).isTrue();
        assertThat(Wire.fits(WithNote.class, WithNote.class, Newer.NEITHER)).isTrue();
    }

    @Test
    void whatHasToBeThereMayNotBeMissingWhoeverIsNewer() {
        for (Newer newer : Newer.values()) {
            for (Class<?> reader : List.of(WithCount.class, WithRequired.class, Bean.class)) {
                assertThat(Wire.fits(Plain.class, reader, newer))
                        .as("%s", reader)
                        .isFalse();
            }
            assertThat(Wire.fits(Plain.class, WithMaybeCount.class, newer)).isTrue();
        }
        for (Class<?> reader : List.of(WithCount.class, WithRequired.class)) {
            assertThatThrownBy(() -> Wire.sent(Plain.class, reader, new Plain("a")))
                    .isInstanceOf(CborException.class);
        }
        // The bean shows why: a number that nobody sent.
        assertThat(((Bean) Wire.sent(Plain.class, Bean.class, new Plain("a"))).count)
                .isEqualTo(5);
        assertThat(Wire.sent(Plain.class, WithMaybeCount.class, new Plain("a")))
                .isEqualTo(new WithMaybeCount("a", OptionalInt.empty()));
    }

    @Test
    void whatMayBeLeftOutMayNotBeRequired() {
        assertThat(Wire.fits(LeavesOut.class, WithRequired.class, Newer.READER)).isFalse();
        assertThatThrownBy(() -> Wire.sent(LeavesOut.class, WithRequired.class, new LeavesOut("a", null)))
                .isInstanceOf(CborException.class);
        assertThat(Wire.fits(WithNote.class, WithRequired.class, Newer.READER)).isTrue();
        assertThat(Wire.sent(WithNote.class, WithRequired.class, new WithNote("a", null)))
                .isEqualTo(new WithRequired("a", null));
        assertThat(Wire.fits(LeavesOut.class, WithNote.class, Newer.READER)).isTrue();
        assertThat(Wire.sent(LeavesOut.class, WithNote.class, new LeavesOut("a", null)))
                .isEqualTo(new WithNote("a", null));
    }

    @Test
    void aRenameIsARemovalAndAnAdditionUnlessTheReaderKnowsTheOldName() {
        assertThat(Wire.judge(WithNote.class, Renamed.class, Newer.READER, false)
                        .misfits())
                .extracting(Misfit::path)
                .containsExactly("argument 1, WithNote.note");
        assertThat(Wire.judge(WithNote.class, Renamed.class, Newer.WRITER, false)
                        .misfits())
                .extracting(Misfit::path)
                .containsExactly("argument 1, WithNote.remark");
        assertThat(Wire.sent(WithNote.class, Renamed.class, new WithNote("a", "b")))
                .isEqualTo(new Renamed("a", null));

        assertThat(Wire.fits(WithNote.class, RenamedWithAlias.class, Newer.READER))
                .isTrue();
        assertThat(Wire.sent(WithNote.class, RenamedWithAlias.class, new WithNote("a", "b")))
                .isEqualTo(new RenamedWithAlias("a", "b"));
        assertThat(Wire.fits(RenamedWithAlias.class, WithNote.class, Newer.WRITER))
                .isFalse();
        assertThat(Wire.judge(BothNames.class, RenamedWithAlias.class, Newer.WRITER, false)
                        .misfits())
                .extracting(Misfit::written)
                .containsExactly("note and remark");
    }

    @Test
    void beansAreJudgedAsRecordsAre() {
        Bean bean = new Bean();
        bean.name = "n";
        assertThat(Wire.fits(Bean.class, WithCount.class, Newer.NEITHER)).isTrue();
        assertThat(Wire.sent(Bean.class, WithCount.class, bean)).isEqualTo(new WithCount("n", 5));
        assertThat(Wire.fits(Plain.class, BeanWithText.class, Newer.READER)).isTrue();
        assertThat(((BeanWithText) Wire.sent(Plain.class, BeanWithText.class, new Plain("n"))).name)
                .isEqualTo("n");
    }

    @Test
    void whatOneSideOnlyWritesOrOnlyReadsIsNoChange() {
        for (Newer newer : Newer.values()) {
            assertThat(Wire.fits(WithDerived.class, WithDerived.class, newer)).isTrue();
            assertThat(Wire.fits(WithPassword.class, WithPassword.class, newer)).isTrue();
            // Nobody has ever read what is derived.
            assertThat(Wire.fits(WithDerived.class, Plain.class, newer)).isTrue();
        }
        WithDerived derived = new WithDerived();
        derived.name = "x";
        assertThat(Wire.sent(WithDerived.class, Plain.class, derived)).isEqualTo(new Plain("x"));
    }

    record Narrow(byte a, short b, int c, long d, float e, char f, Set<Integer> g, String h) {}

    record Wide(int a, float b, double c, BigDecimal d, Double e, String f, List<Long> g, Optional<String> h) {}

    @Test
    void fieldsWidenInRecordsWithCodeOfTheirOwn() {
        assertThat(Wire.fits(Narrow.class, Wide.class, Newer.NEITHER)).isTrue();
        Narrow sent = new Narrow(
                Byte.MIN_VALUE, Short.MAX_VALUE, Integer.MAX_VALUE, Long.MIN_VALUE, 0.1f, '\u00df', Set.of(7), null);
        assertThat(Wire.sent(Narrow.class, Wide.class, sent))
                .isEqualTo(new Wide(
                        Byte.MIN_VALUE,
                        Short.MAX_VALUE,
                        Integer.MAX_VALUE,
                        BigDecimal.valueOf(Long.MIN_VALUE),
                        (double) 0.1f,
                        "\u00df",
                        List.of(7L),
                        Optional.empty()));
        assertThat(Wire.judge(Wide.class, Narrow.class, Newer.NEITHER, true).misfits())
                .extracting(Misfit::path, Misfit::written, Misfit::read)
                .containsExactly(
                        misfit("a", "int32", "int8"),
                        misfit("b", "float32", "int16"),
                        misfit("c", "float64", "int32"),
                        misfit("d", "decimal", "int64"),
                        misfit("e", "float64 or null", "float32"),
                        misfit("f", "text", "char"),
                        misfit("g", "list<int64 or null>", "set<int32 or null>"),
                        misfit("h", "optional<text>", "text"));
    }

    private static Tuple misfit(String field, String written, String read) {
        return tuple("result, Wide." + field, written, read);
    }

    record Line(String sku, int price) {}

    record Order(List<Line> lines, Map<String, Line> named, Order parent) {}

    static final class Later {
        record Line(String sku, String price) {}

        record Order(List<Line> lines, Map<String, Line> named, Order parent) {}
    }

    static final class Same {
        record Item(long price, String sku) {}

        record Purchase(Purchase parent, Map<String, Item> named, Line[] lines) {}
    }

    record Page<T>(List<T> rows, T first) {}

    @Test
    void pathsLeadThroughWhatContainsAndATypeIsJudgedOnce() {
        assertThat(Wire.judge(Order.class, Later.Order.class, Newer.WRITER, false)
                        .misfits())
                .extracting(Misfit::path, Misfit::written, Misfit::read)
                .containsExactly(tuple("argument 1, Order.lines[].price", "int32", "text"));
        assertThat(Wire.judge(Line[].class, Later.Line[].class, Newer.WRITER, false)
                        .misfits())
                .extracting(Misfit::path)
                .containsExactly("argument 1, Line[].price");
    }

    @Test
    void namesOfClassesDoNotCountNorDoesOrder() {
        assertThat(Wire.fits(Order.class, Same.Purchase.class, Newer.NEITHER)).isTrue();
        Order sent = new Order(List.of(new Line("a", 1)), Map.of("k", new Line("b", 2)), new Order(null, null, null));
        Same.Purchase arrived = (Same.Purchase) Wire.sent(Order.class, Same.Purchase.class, sent);
        assertThat(arrived.named()).containsEntry("k", new Same.Item(2, "b"));
        assertThat(arrived.parent()).isNotNull();
    }

    record OfLines(Page<Line> page) {}

    record OfOthers(Page<Later.Line> page) {}

    @Test
    void argumentsOfGenericTypesCount() {
        assertThat(Wire.judge(OfLines.class, OfOthers.class, Newer.WRITER, true).misfits())
                .extracting(Misfit::path)
                .containsExactly("result, OfLines.page.first.price");
        assertThat(Wire.fits(OfLines.class, OfLines.class, Newer.NEITHER)).isTrue();
    }

    record Spread(@JsonUnwrapped Line line) {}

    record SpreadOthers(@JsonUnwrapped Later.Line line) {}

    static final class Again {
        record Spread(@JsonUnwrapped Line line) {}

        record Holder(Later.Line line) {}
    }

    static final class Changed {
        record Spread(@JsonUnwrapped Later.Line line) {}
    }

    @Test
    void formsFitOnlyThemselvesWithAllThatIsInThem() {
        assertThat(Wire.fits(Spread.class, Again.Spread.class, Newer.NEITHER)).isTrue();
        assertThat(Wire.fits(Spread.class, Changed.Spread.class, Newer.WRITER)).isFalse();
        assertThat(Wire.judge(Spread.class, Line.class, Newer.WRITER, true).misfits())
                .extracting(Misfit::written, Misfit::read)
                .containsExactly(tuple("special form Spread", "object Line"));
    }

    @Test
    void aResultMayBeDroppedAndNotMadeUp() {
        assertThat(Wire.judge(Line.class, void.class, Newer.NEITHER, true).notes())
                .containsExactly("result: the object Line that is written is dropped");
        assertThat(Wire.judge(void.class, Line.class, Newer.WRITER, true).misfits())
                .containsExactly(new Misfit(
                        "result", "nothing", "object Line", "keep the type, or add another field for the new one"));
        CborWriter out = new CborWriter(100);
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        mapping.codec(Line.class).encode(new Line("a", 1), out);
        assertThat(mapping.codec(void.class).decode(out.buffer(), 0, out.size()))
                .isNull();
    }

    static class Shortage extends Exception {
        private final int missing;

        Shortage(String message, int missing) {
            super(message);
            this.missing = missing;
        }

        public int getMissing() {
            return missing;
        }
    }

    static final class Then {
        static class Shortage extends Exception {
            private final long missing;
            private final String sku;

            Shortage(String message, long missing, String sku) {
                super(message);
                this.missing = missing;
                this.sku = sku;
            }

            public long getMissing() {
                return missing;
            }

            public String getSku() {
                return sku;
            }
        }
    }

    @Test
    void exceptionsAreJudgedAsTheirPropertiesAre() {
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        ShapeReader now = mapping.shapes();
        ShapeReader then = mapping.shapes();
        Shape from = new Shape.Named(now.ofThrowable(Shortage.class));
        Shape to = new Shape.Named(then.ofThrowable(Then.Shortage.class));
        Fit fit = new Fit(now.definitions(), then.definitions(), Newer.READER, true);
        assertThat(fit.of("exception", from, to)).isEmpty();
        assertThat(fit.notes()).containsExactly("exception, Shortage.sku: not written; stays null where it is read");
        assertThat(new Fit(then.definitions(), now.definitions(), Newer.WRITER, true).of("exception", to, from))
                .extracting(Misfit::path, Misfit::written, Misfit::read)
                .containsExactly(tuple("exception, Shortage.missing", "int64", "int32"));
        CborWriter out = new CborWriter(1000);
        mapping.throwable(Shortage.class).encode(new Shortage("m", Integer.MIN_VALUE), out);
        Then.Shortage arrived =
                (Then.Shortage) mapping.throwable(Then.Shortage.class).decode(out.buffer(), 0, out.size());
        assertThat(arrived).hasMessage("m");
        assertThat(arrived.getMissing()).isEqualTo(Integer.MIN_VALUE);
        assertThat(arrived.getSku()).isNull();
    }
}
