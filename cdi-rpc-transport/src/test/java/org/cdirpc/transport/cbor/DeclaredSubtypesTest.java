package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;

class DeclaredSubtypesTest {

    private final CborMapping mapping = new CborMapping(CborLimits.DEFAULT);

    sealed interface Shape permits Circle, Polygon, Fixed {}

    record Circle(double radius) implements Shape {}

    sealed interface Polygon extends Shape permits Square, Rectangle {}

    record Square(int side) implements Polygon {}

    @JsonTypeName("rect")
    record Rectangle(int a, int b) implements Polygon {}

    enum Fixed implements Shape {
        UNIT,
        ORIGIN {
            @Override
            public String toString() {
                return "o";
            }
        }
    }

    record Drawing(Shape first, List<Shape> more, Map<String, Shape> named, Optional<Shape> maybe, Circle plain) {}

    abstract static sealed class Event permits Created, Deleted {
        public String by = "";

        @Override
        public boolean equals(Object o) {
            return o instanceof Event e && e.getClass() == getClass() && e.by.equals(by);
        }

        @Override
        public int hashCode() {
            return by.hashCode();
        }
    }

    static final class Created extends Event {}

    static final class Deleted extends Event {}

    sealed interface Result<T> permits Ok, Failed {}

    record Ok<T>(T value) implements Result<T> {}

    record Failed<T>(String why) implements Result<T> {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Cat.class, name = "cat"),
        @JsonSubTypes.Type(value = Dog.class, name = "dog")
    })
    interface Animal {}

    record Cat(int lives) implements Animal {}

    record Dog(String name) implements Animal {}

    static Stream<Arguments> values() {
        Created created = new Created();
        created.by = "me";
        return Stream.of(
                Arguments.of(Shape.class, new Circle(1.5)),
                Arguments.of(Shape.class, new Square(3)),
                Arguments.of(Shape.class, new Rectangle(3, 4)),
                Arguments.of(Shape.class, Fixed.UNIT),
                Arguments.of(Shape.class, Fixed.ORIGIN),
                Arguments.of(Polygon.class, new Rectangle(3, 4)),
                Arguments.of(Circle.class, new Circle(0)),
                Arguments.of(Fixed.class, Fixed.ORIGIN),
                Arguments.of(Shape[].class, new Shape[] {new Circle(1), Fixed.UNIT}),
                Arguments.of(
                        Drawing.class,
                        new Drawing(
                                new Square(1),
                                List.of(new Circle(2), Fixed.ORIGIN, new Rectangle(1, 2)),
                                Map.of("k", Fixed.UNIT),
                                Optional.of(new Square(4)),
                                new Circle(9))),
                Arguments.of(Event.class, created),
                Arguments.of(new TypeReference<List<Event>>() {}.getType(), List.of(created, new Deleted())),
                Arguments.of(new TypeReference<Result<Square>>() {}.getType(), new Ok<>(new Square(2))),
                Arguments.of(new TypeReference<Result<List<Shape>>>() {}.getType(), new Ok<>(List.of(new Square(2)))),
                Arguments.of(new TypeReference<Result<Square>>() {}.getType(), new Failed<Square>("x")),
                Arguments.of(new TypeReference<Result<Shape>>() {}.getType(), new Ok<Shape>(new Square(2))),
                Arguments.of(new TypeReference<List<Result<Shape>>>() {}.getType(), List.of(new Ok<Shape>(Fixed.UNIT))),
                Arguments.of(Animal.class, new Cat(9)),
                Arguments.of(new TypeReference<Map<String, Animal>>() {}.getType(), Map.of("d", new Dog("rex"))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void subtypesTravelUnderTheirDeclaredNames(Type type, Object value) {
        assertThat(mapping.problems(type)).isEmpty();
        CborCodec tuple = mapping.tuple(List.of(type));
        CborWriter out = new CborWriter(10_000);
        tuple.encode(new Object[] {value}, out);
        Object read = Objects.requireNonNull((Object[]) tuple.decode(out.buffer(), 0, out.size()))[0];
        assertThat(read).isEqualTo(value);

        CborCodec codec = mapping.codec(type);
        out.clear();
        codec.encode(value, out);
        assertThat(codec.decode(out.buffer(), 0, out.size())).isEqualTo(value);
        assertThat(new String(out.buffer(), 0, out.size(), StandardCharsets.ISO_8859_1))
                .doesNotContain("org.cdirpc")
                .doesNotContain("DeclaredSubtypesTest");
    }

    @Test
    void noOtherNameIsATypeAndNoClassIsLoadedForOne() {
        for (String name : List.of(
                "Evil", "evil.Type", Circle.class.getName(), "java.lang.Thread", "Shape", "Polygon", "Rectangle", "")) {
            CborWriter asProperty =
                    new CborWriter(1000).writeMap(2).writeText("@type").writeText(name);
            asProperty.writeText("radius").writeDouble(1);
            CborWriter asArray =
                    new CborWriter(1000).writeArray(2).writeText(name).writeMap(0);
            for (CborWriter body : List.of(asProperty, asArray)) {
                assertThatThrownBy(() -> mapping.codec(Shape.class).decode(body.buffer(), 0, body.size()))
                        .as(name)
                        .isInstanceOf(CborException.class)
                        .hasMessageMatching(
                                "Shape".equals(name) || "Polygon".equals(name)
                                        ? "CDIRPC110201: .*"
                                        : "CDIRPC110208: .*\\(expected: one of Circle, Fixed, Square, rect\\);.*");
            }
        }
        assertThatThrownBy(() -> mapping.codec(Shape.class).decode(Hex.bytes("a0"), 0, 1))
                .isInstanceOf(CborException.class);
        assertThatThrownBy(() -> mapping.codec(Shape.class).decode(Hex.bytes("64554e4954"), 0, 5))
                .isInstanceOf(CborException.class);
    }
}
