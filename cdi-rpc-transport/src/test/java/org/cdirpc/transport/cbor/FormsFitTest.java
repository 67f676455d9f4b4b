package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;
import org.cdirpc.transport.shape.Definition;
import org.cdirpc.transport.shape.Fit.Newer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.annotation.JsonDeserialize;

/** What annotations do to values, between two releases: what is said to fit arrives, and what changes is no longer said to. */
@NullUnmarked
class FormsFitTest {

    interface Pay {}

    static final class One {
        @JsonTypeName("card")
        record Card(String number) implements Pay {}

        record Order(
                @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
                @JsonSubTypes(@JsonSubTypes.Type(value = Card.class, name = "card"))
                Pay pay) {}

        @JsonDeserialize(as = Impl.class)
        public interface Named {
            String getName();
        }

        public record Impl(String name) implements Named {
            @Override
            public String getName() {
                return name;
            }
        }

        record Money(int cents) {}

        @JsonFormat(shape = JsonFormat.Shape.ARRAY)
        record Row(Money price) {}

        @JsonTypeInfo(
                use = JsonTypeInfo.Id.NAME,
                include = JsonTypeInfo.As.EXISTING_PROPERTY,
                property = "kind",
                visible = true)
        @JsonSubTypes(@JsonSubTypes.Type(value = Dog.class, name = "dog"))
        interface Pet {}

        record Dog(@JsonProperty String kind) implements Pet {}

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        record Basket(String name, int size, List<Money> prices) {}

        record Holder(Basket basket) {}
    }

    static final class Other {
        @JsonTypeName("card")
        record Card(int number) implements Pay {}

        record Order(
                @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
                @JsonSubTypes(@JsonSubTypes.Type(value = Card.class, name = "card"))
                Pay pay) {}

        @JsonDeserialize(as = Impl.class)
        public interface Named {
            String getName();
        }

        public record Impl(String name, int more) implements Named {
            @Override
            public String getName() {
                return name;
            }
        }

        record Cash(int cents) {}

        @JsonFormat(shape = JsonFormat.Shape.ARRAY)
        record Row(Cash price) {}

        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "kind")
        @JsonSubTypes(@JsonSubTypes.Type(value = Dog.class, name = "dog"))
        interface Pet {}

        record Dog(@JsonProperty String kind) implements Pet {}

        record MoreCash(int cents, Optional<String> currency) {}

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        record Basket(String name, int size, List<MoreCash> prices, String note) {}

        record Plain(String name, int size, List<Cash> prices) {}
    }

    public static final class Tree {
        private final List<Tree> branches;

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Tree(List<Tree> branches) {
            this.branches = branches;
        }

        @JsonValue
        public List<Tree> branches() {
            return branches;
        }
    }

    record Garden(Tree tree, List<Tree> more) {}

    @Test
    void subtypesThatAPropertyNamesBelongToItsForm() {
        assertThat(Wire.fits(One.Order.class, One.Order.class, Newer.NEITHER)).isTrue();
        assertThat(Wire.fits(One.Order.class, Other.Order.class, Newer.READER)).isFalse();
        assertThatThrownBy(() -> Wire.sent(One.Order.class, Other.Order.class, new One.Order(new One.Card("12x"))))
                .isInstanceOf(CborException.class);
    }

    @Test
    void theClassThatIsMadeInsteadBelongsToTheForm() {
        assertThat(Wire.fits(One.Named.class, One.Named.class, Newer.NEITHER)).isTrue();
        assertThat(Wire.fits(One.Named.class, Other.Named.class, Newer.READER)).isFalse();
        assertThatThrownBy(() -> Wire.sent(One.Named.class, Other.Named.class, new One.Impl("a")))
                .isInstanceOf(CborException.class);
    }

    @Test
    void namesOfClassesWithinAFormDoNotCount() {
        assertThat(Wire.fits(One.Row.class, Other.Row.class, Newer.NEITHER)).isTrue();
        assertThat(Wire.sent(One.Row.class, Other.Row.class, new One.Row(new One.Money(3))))
                .isEqualTo(new Other.Row(new Other.Cash(3)));
    }

    @Test
    void aFieldThatTellsTheTypeIsNullWhereTheReaderDoesNotSeeIt() {
        assertThat(Wire.fits(One.Pet.class, One.Pet.class, Newer.NEITHER)).isTrue();
        assertThat(Wire.sent(One.Pet.class, Other.Pet.class, new One.Dog("dog")))
                .isEqualTo(new Other.Dog(null));
        assertThat(Wire.fits(One.Pet.class, Other.Pet.class, Newer.READER)).isFalse();
    }

    /** {@code @JsonInclude(NON_EMPTY)} on a class is common, and its fields come and go like any others. */
    @Test
    void classesThatLeaveOutWhatIsEmptyGrow() {
        var written = new One.Basket("b", 1, List.of(new One.Money(3)));

        assertThat(Wire.fits(One.Basket.class, Other.Basket.class, Newer.READER))
                .isTrue();
        assertThat(Wire.fits(Other.Basket.class, One.Basket.class, Newer.WRITER))
                .isTrue();
        assertThat(Wire.sent(One.Basket.class, Other.Basket.class, written))
                .isEqualTo(new Other.Basket("b", 1, List.of(new Other.MoreCash(3, Optional.empty())), null));
    }

    @Test
    void whatIsLeftOutWhereItIsEmptyIsNullForOthers() {
        var empty = new One.Basket("", 0, List.of());

        assertThat(Wire.sent(One.Basket.class, Other.Plain.class, empty)).isEqualTo(new Other.Plain(null, 0, null));
        assertThat(Wire.judge(One.Basket.class, Other.Plain.class, Newer.WRITER, true)
                        .misfits())
                .hasSize(2)
                .allMatch(misfit -> misfit.fix().contains("@JsonInclude(NON_EMPTY)"));
        assertThat(Wire.fits(Other.Plain.class, One.Basket.class, Newer.WRITER)).isTrue();
    }

    @Test
    void aValueThatHoldsItselfIsDescribed() {
        ShapeReader shapes = new CborMapping(CborLimits.DEFAULT).shapes();
        shapes.of(Garden.class);

        assertThat(shapes.definitions().get("Tree")).isInstanceOf(Definition.Custom.class);
        assertThat(Wire.fits(Garden.class, Garden.class, Newer.NEITHER)).isTrue();
    }
}
