package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

class TypeCheckTest {

    private final CborMapping mapping = new CborMapping(CborLimits.DEFAULT);

    record Line(Object price) {}

    record Order(String id, List<Line> lines) {}

    record Holds<T>(T value) {}

    record RawField(@SuppressWarnings("rawtypes") List list) {}

    record Cyclic(List<Cyclic> more, Map<String, Cyclic> named, Thread thread) {}

    record ByClass(
            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Line line) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    record SelfByClass(int i) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
    interface ByMinimalClass {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    interface NoSubtypes {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = Bad.class, name = "bad"))
    interface BadSubtype {}

    record Bad(InputStream in) implements BadSubtype {}

    record Growing<T>(Growing<List<T>> next) {}

    sealed interface Twice permits One, Two {}

    @JsonTypeName("Two")
    record One() implements Twice {}

    record Two() implements Twice {}

    sealed interface Deep permits Inner {}

    record Inner(Supplier<String> supplier) implements Deep {}

    interface Open {}

    abstract static class Abstract {}

    static class NoConstructor {
        private final int a;

        private NoConstructor(int a, String... b) {
            this.a = a + b.length;
        }

        public int getA() {
            return a;
        }
    }

    class NotStatic {
        public int a;
    }

    static class OwnList extends ArrayList<String> {}

    static class OwnStream extends InputStream {
        @Override
        public int read() {
            return -1;
        }
    }

    static Stream<Arguments> problems() {
        return Stream.of(
                Arguments.of(Object.class, "Object", "Object says nothing"),
                Arguments.of(Order.class, "Order.lines[].price", "Object says nothing"),
                Arguments.of(List.class, "List", "without type arguments"),
                Arguments.of(RawField.class, "RawField.list[]", "Object"),
                Arguments.of(type(new TypeReference<List<?>>() {}), "List<?>", "wildcard"),
                Arguments.of(type(new TypeReference<List<? extends Number>>() {}), "List<? extends", "wildcard"),
                Arguments.of(Holds.class.getRecordComponents()[0].getGenericType(), "T", "type variable"),
                Arguments.of(type(new TypeReference<Holds<Object>>() {}), "Holds.value", "Object"),
                Arguments.of(type(new TypeReference<Map<Line, String>>() {}), "Map", "map keys"),
                Arguments.of(type(new TypeReference<Map<byte[], String>>() {}), "Map", "map keys"),
                Arguments.of(type(new TypeReference<Map<String, Object>>() {}), "Map{}", "Object"),
                Arguments.of(type(new TypeReference<Supplier<String>>() {}), "Supplier", "not data"),
                Arguments.of(type(new TypeReference<Stream<String>>() {}), "Stream", "not data"),
                Arguments.of(type(new TypeReference<Class<String>>() {}), "Class", "not data"),
                Arguments.of(Runnable.class, "Runnable", "not data"),
                Arguments.of(type(new TypeReference<Comparator<String>>() {}), "Comparator", "not data"),
                Arguments.of(InputStream.class, "InputStream", "not data"),
                Arguments.of(OwnStream.class, "OwnStream", "java.io.InputStream"),
                Arguments.of(OwnList.class, "OwnList", "not a collection of the JDK"),
                Arguments.of(Thread.class, "Thread", "not data"),
                Arguments.of(Serializable.class, "Serializable", "not data"),
                Arguments.of(Number.class, "Number", "not data"),
                Arguments.of(java.io.File.class, "File", "not data"),
                Arguments.of(java.net.InetAddress.class, "InetAddress", "not data"),
                Arguments.of(tools.jackson.databind.JsonNode.class, "JsonNode", "not a collection"),
                Arguments.of(IllegalStateException.class, "IllegalStateException", "exception"),
                Arguments.of(Cyclic.class, "Cyclic.thread", "not data"),
                Arguments.of(type(new TypeReference<Growing<String>>() {}), "Growing.next.next", "ever new types"),
                Arguments.of(ByClass.class, "ByClass.line", "by declared name"),
                Arguments.of(SelfByClass.class, "SelfByClass", "by declared name"),
                Arguments.of(ByMinimalClass.class, "ByMinimalClass", "by declared name"),
                Arguments.of(NoSubtypes.class, "NoSubtypes", "names no subtype"),
                Arguments.of(BadSubtype.class, "BadSubtype.in", "not data"),
                Arguments.of(Twice.class, "Twice", "both called Two"),
                Arguments.of(Deep.class, "Deep.supplier", "not data"),
                Arguments.of(Open.class, "Open", "an interface and does not name"),
                Arguments.of(Abstract.class, "Abstract", "abstract and does not name"),
                Arguments.of(NoConstructor.class, "NoConstructor", "no constructor"),
                Arguments.of(NotStatic.class, "NotStatic", "inner class"));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void saysWhereAndWhy(Type type, String path, String reason) {
        assertThat(mapping.problems(type)).isNotEmpty().anySatisfy(problem -> {
            assertThat(problem.path()).startsWith(path);
            assertThat(problem.reason()).contains(reason);
            assertThat(problem.fix()).isNotBlank();
            assertThat(problem.toString()).startsWith("CDIRPC110300: " + path);
        });
        assertThatThrownBy(() -> mapping.codec(type))
                .isInstanceOfSatisfying(
                        UnsupportedTypeException.class,
                        e -> assertThat(e.problems()).isNotEmpty());
        assertThatThrownBy(() -> mapping.tuple(List.of(int.class, type))).isInstanceOf(UnsupportedTypeException.class);
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(void.class, "void"),
                Arguments.of(boolean.class, "bool"),
                Arguments.of(Long.class, "int"),
                Arguments.of(BigInteger.class, "int"),
                Arguments.of(float.class, "float"),
                Arguments.of(BigDecimal.class, "decimal"),
                Arguments.of(char.class, "text"),
                Arguments.of(byte[].class, "bytes"),
                Arguments.of(UUID.class, "bytes"),
                Arguments.of(Instant.class, "time"),
                Arguments.of(TimeUnit.class, "enum"),
                Arguments.of(Order.class, "object"),
                Arguments.of(Twice.class, "object"),
                Arguments.of(Order[].class, "list<object>"),
                Arguments.of(int[].class, "list<int>"),
                Arguments.of(type(new TypeReference<Collection<Order>>() {}), "list<object>"),
                Arguments.of(type(new TypeReference<Map<Integer, List<Order>>>() {}), "map<list<object>>"),
                Arguments.of(type(new TypeReference<Optional<Instant>>() {}), "optional<time>"),
                Arguments.of(OptionalInt.class, "optional<int>"),
                Arguments.of(RoundTripTest.Wrapped.class, "text"),
                Arguments.of(OwnList.class, "list<text>"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void kindsNameTheFormAndNoClass(Type type, String kind) {
        assertThat(mapping.kind(type)).isEqualTo(kind);
    }

    record Chained<T>(List<Optional<T>> next) {}

    /** As in a large domain of classes that know each other by lists: each is new, and there is an end to them. */
    @Test
    void manyTypesMayLeadFromOneToTheNext() {
        TypeFactory types = TypeFactory.createDefaultInstance();
        JavaType chain = types.constructType(String.class);
        for (int i = 0; i < 45; i++) {
            chain = types.constructParametricType(Chained.class, chain);
        }
        assertThat(mapping.problems(chain)).isEmpty();
        assertThat(mapping.shapes().of(chain)).isNotNull();
    }

    @Test
    void enumsOfTheJdkAndVoidAreFine() {
        assertThat(mapping.problems(TimeUnit.class)).isEmpty();
        assertThat(mapping.problems(void.class)).isEmpty();
    }

    private static Type type(TypeReference<?> reference) {
        return reference.getType();
    }
}
