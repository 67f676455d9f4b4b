package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Type;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.cdirpc.transport.shape.Definition;
import org.cdirpc.transport.shape.Definition.Constants;
import org.cdirpc.transport.shape.Definition.Custom;
import org.cdirpc.transport.shape.Definition.Fields;
import org.cdirpc.transport.shape.Definition.Subtypes;
import org.cdirpc.transport.shape.Field;
import org.cdirpc.transport.shape.ShapeText;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;

/** What is said of types is what their values look like. */
@NullUnmarked
class ShapeReaderTest {

    private final ShapeReader shapes = new CborMapping(CborLimits.DEFAULT).shapes();

    enum Color {
        RED,
        @JsonProperty("lime")
        GREEN,
        @JsonEnumDefaultValue
        OTHER
    }

    enum Coded {
        ONE,
        TWO;

        @JsonValue
        public int code() {
            return ordinal() + 1;
        }
    }

    record Line(String sku, int count, Integer spare) {}

    record Order(List<Line> lines, Optional<String> note, Color color, Map<String, Line> more, Order parent) {}

    record Page<T>(List<T> rows, T first) {}

    record Names(
            @JsonProperty("b") String a,
            @JsonAlias({"old", "older"}) String c,
            @JsonProperty(required = true) String d,
            @Nullable String e,
            @Own.Nullable String f) {}

    static final class Own {
        @Retention(RetentionPolicy.RUNTIME)
        @interface Nullable {}
    }

    public static class Bean {
        private String name;
        private int size;
        private String secret;
        private String hidden;

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public int getSize() {
            return size;
        }

        public void setSize(int size) {
            this.size = size;
        }

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        public String getSecret() {
            return secret;
        }

        public void setSecret(String secret) {
            this.secret = secret;
        }

        @JsonIgnore
        public String getHidden() {
            return hidden;
        }

        public void setHidden(String hidden) {
            this.hidden = hidden;
        }

        public String getDerived() {
            return name + size;
        }
    }

    @JsonIgnoreProperties("no")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Less(String yes, String no, int number) {}

    record Wrapped(@JsonValue String text) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Wrapped {}
    }

    record Count(@JsonValue int value) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Count {}
    }

    /** Its canonical constructor takes the value back without being asked to. */
    record Quiet(@JsonValue String text) {}

    record OneWay(int number) {
        @JsonValue
        public String text() {
            return "n" + number;
        }
    }

    record Formatted(
            @JsonFormat(pattern = "dd.MM.yyyy HH:mm") LocalDateTime at, String other) {}

    record Unwrapping(@JsonUnwrapped Line line, String other) {}

    public static class Open {
        private final Map<String, Line> all = new HashMap<>();

        @JsonAnyGetter
        public Map<String, Line> getAll() {
            return all;
        }

        @JsonAnySetter
        public void put(String name, Line line) {
            all.put(name, line);
        }
    }

    @JsonDeserialize(builder = Built.Builder.class)
    record Built(String name, int size) {
        @JsonPOJOBuilder
        static class Builder {
            private String name;
            private int size;

            public Builder withName(String name) {
                this.name = name;
                return this;
            }

            public Builder withSize(int size) {
                this.size = size;
                return this;
            }

            public Built build() {
                return new Built(name, size);
            }
        }
    }

    sealed interface Figure permits Circle, Square {}

    record Circle(double radius) implements Figure {}

    record Square(int side) implements Figure {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind", defaultImpl = Unknown.class)
    @JsonSubTypes(@JsonSubTypes.Type(value = Cat.class, name = "cat"))
    interface Animal {}

    record Cat(int lives) implements Animal {}

    record Unknown() implements Animal {}

    static class Failed extends Exception {
        private final int code;
        private final Optional<Line> line;

        Failed(String message, int code, Optional<Line> line) {
            super(message);
            this.code = code;
            this.line = line;
        }

        public int getCode() {
            return code;
        }

        public Optional<Line> getLine() {
            return line;
        }
    }

    static final class Others {
        record Order(int id) {}
    }

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of(void.class, "void"),
                Arguments.of(int.class, "int32"),
                Arguments.of(Integer.class, "int32?"),
                Arguments.of(OptionalInt.class, "optional<int32>"),
                Arguments.of(type(new TypeReference<Optional<Integer>>() {}), "optional<int32>"),
                Arguments.of(byte[].class, "bytes"),
                Arguments.of(char[].class, "text"),
                Arguments.of(int[][].class, "list<list<int32>>"),
                Arguments.of(Character[].class, "list<char?>"),
                Arguments.of(Date.class, "date-util"),
                Arguments.of(type(new TypeReference<Collection<String>>() {}), "list<text>"),
                Arguments.of(type(new TypeReference<SortedSet<Long>>() {}), "set<int64?>"),
                Arguments.of(type(new TypeReference<Map<Integer, Set<Line>>>() {}), "map<int32,set<#Line>>"),
                Arguments.of(type(new TypeReference<Page<Page<String>>>() {}), "#Page_Page_String"),
                Arguments.of(type(new TypeReference<Page<List<Line[]>>>() {}), "#Page_List_Line.array"),
                Arguments.of(Wrapped.class, "text"),
                Arguments.of(Count.class, "int32?"),
                Arguments.of(Quiet.class, "text"),
                Arguments.of(Figure.class, "#Figure"),
                Arguments.of(Cat.class, "#Cat.any"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void theShapeOfAType(Type type, String text) {
        assertThat(ShapeText.of(shapes.of(type))).isEqualTo(text);
        assertThat(ShapeText.of(ShapeText.parse(text))).isEqualTo(text);
    }

    @Test
    void recordsHoldShapesAndThemselves() {
        assertThat(fields(Order.class))
                .containsExactly(
                        "color: #Color",
                        "lines: list<#Line>",
                        "more: map<text,#Line>",
                        "note: optional<text> OPTIONAL",
                        "parent: #Order");
        assertThat(fields(shapes.definitions().get("Line")))
                .containsExactly("count: int32 REQUIRED", "sku: text", "spare: int32?");
    }

    @Test
    void namesAliasesAndPresenceAreTheLibrarys() {
        assertThat(fields(Names.class))
                .containsExactly(
                        "b: text", "c: text [old, older]", "d: text REQUIRED", "e: text OPTIONAL", "f: text OPTIONAL");
        assertThat(fields(Bean.class))
                .containsExactly(
                        "derived: text written only", "name: text", "secret: text read only", "size: int32 REQUIRED");
        assertThat(fields(Less.class)).containsExactly("number: int32 REQUIRED", "yes: text OPTIONAL");
        assertThat(fields(Built.class)).containsExactly("name: text", "size: int32 REQUIRED");
    }

    @Test
    void constantsAreAsTheyAreWritten() {
        shapes.of(Color.class);
        shapes.of(Coded.class);
        assertThat(shapes.definitions().get("Color"))
                .isEqualTo(new Constants("Color", List.of("RED", "lime", "OTHER"), "OTHER"));
        assertThat(shapes.definitions().get("Coded")).isInstanceOf(Custom.class);
    }

    @Test
    void hierarchiesNameTheirSubtypes() {
        shapes.of(Figure.class);
        shapes.of(Animal.class);
        shapes.of(Circle.class);
        assertThat(shapes.definitions().keySet())
                .containsExactly("Animal", "Cat", "Circle", "Figure", "Square", "Unknown");
        assertThat(shapes.definitions().get("Figure"))
                .isEqualTo(new Subtypes(
                        "Figure",
                        "@type",
                        new java.util.TreeMap<>(Map.of("Circle", "Circle", "Square", "Square")),
                        ""));
        Subtypes animal = (Subtypes) shapes.definitions().get("Animal");
        assertThat(animal.property()).isEqualTo("kind");
        assertThat(animal.subtypes()).containsEntry("cat", "Cat").hasSize(2);
        assertThat(animal.subtypes().get(animal.fallback())).isEqualTo("Unknown");
    }

    @Test
    void whatShapesCannotSayIsAFormOfItsOwn() {
        assertThat(form(OneWay.class)).startsWith("OneWay @JsonValue");
        assertThat(form(Unwrapping.class)).startsWith("Unwrapping @JsonUnwrapped");
        assertThat(form(Open.class)).startsWith("Open @JsonAnyGetter @JsonAnySetter");
        assertThat(fields(Formatted.class)).containsExactly("at: #Formatted.at", "other: text");
        assertThat(((Custom) shapes.definitions().get("Formatted.at")).form())
                .startsWith("LocalDateTime @JsonFormat(pattern=dd.MM.yyyy HH:mm) #");
    }

    @Test
    void exceptionsHaveAMessageAndTheirProperties() {
        assertThat(shapes.ofThrowable(Failed.class)).isEqualTo("Failed");
        assertThat(fields(shapes.definitions().get("Failed")))
                .containsExactly("code: int32 REQUIRED", "line: optional<#Line> OPTIONAL", "message: text");
    }

    @Test
    void twoOfOneNameAreToldApartInTheOrderInWhichTheyAreMet() {
        for (int i = 0; i < 2; i++) {
            ShapeReader reader = new CborMapping(CborLimits.DEFAULT).shapes();
            assertThat(ShapeText.of(reader.of(Others.Order.class))).isEqualTo("#Order");
            assertThat(ShapeText.of(reader.of(Order.class))).isEqualTo("#Order-2");
            assertThat(ShapeText.of(reader.of(Others.Order.class))).isEqualTo("#Order");
        }
    }

    @Test
    void definitionsDoNotDependOnOtherContracts() {
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        ShapeReader first = mapping.shapes();
        first.of(Others.Order.class);
        first.of(Line.class);
        ShapeReader second = mapping.shapes();
        second.of(Order.class);
        shapes.of(Order.class);
        assertThat(second.definitions()).isEqualTo(shapes.definitions());
    }

    private List<String> fields(Type type) {
        shapes.of(type);
        return fields(shapes.definitions().get(((Class<?>) type).getSimpleName()));
    }

    private static List<String> fields(Definition definition) {
        assertThat(definition).isInstanceOf(Fields.class);
        List<String> lines = new ArrayList<>();
        for (Field field : ((Fields) definition).fields()) {
            lines.add(field.name() + ": " + ShapeText.of(field.shape())
                    + (field.presence() == Field.Presence.ORDINARY ? "" : " " + field.presence())
                    + (field.aliases().isEmpty() ? "" : " " + field.aliases())
                    + (field.read() ? "" : " written only")
                    + (field.written() ? "" : " read only"));
        }
        return lines;
    }

    private String form(Class<?> type) {
        shapes.of(type);
        return ((Custom) shapes.definitions().get(type.getSimpleName())).form();
    }

    private static Type type(TypeReference<?> reference) {
        return reference.getType();
    }
}
