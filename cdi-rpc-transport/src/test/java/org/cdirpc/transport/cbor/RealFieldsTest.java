package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonGetter;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIgnoreType;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cdirpc.transport.shape.Definition.Fields;
import org.cdirpc.transport.shape.Field;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.dataformat.cbor.CBORMapper;

/** The fields of classes that say in many ways which they have, against what is really written and really taken. */
@NullUnmarked
class RealFieldsTest {

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Snake(String firstName, String lastName) {}

    @JsonIgnoreProperties(
            value = {"a", "b"},
            allowSetters = true)
    public static class SetOnly {
        public String a = "";
        public String b = "";
        public String c = "";
    }

    @JsonIgnoreProperties(
            value = {"a"},
            allowGetters = true)
    public static class GetOnly {
        public String a = "";
        public String c = "";
    }

    @JsonAutoDetect(
            fieldVisibility = JsonAutoDetect.Visibility.ANY,
            getterVisibility = JsonAutoDetect.Visibility.NONE,
            setterVisibility = JsonAutoDetect.Visibility.NONE)
    public static class ByField {
        private String a = "";
        private final String fixed = "";
        private transient String gone = "";

        public String getOther() {
            return a + gone;
        }
    }

    public static class TwoNames {
        private String value = "";

        @JsonGetter("out")
        public String getValue() {
            return value;
        }

        @JsonSetter("in")
        public void setValue(String value) {
            this.value = value;
        }
    }

    public static class Base {
        public String base = "";
        protected String hidden = "";
    }

    public static class Derived extends Base {
        private List<String> items = new ArrayList<>();

        /** Without a setter: the library does not fill it. */
        public List<String> getItems() {
            return items;
        }
    }

    @JsonIgnoreType
    public static class Ignored {
        public String x = "";
    }

    public static class Creator {
        private final String a;
        public Ignored ignored = new Ignored();
        public String more = "";

        @JsonCreator
        public Creator(@JsonProperty("a") String a) {
            this.a = a;
        }

        public String getA() {
            return a;
        }

        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        public String getAlso() {
            return a;
        }
    }

    static Stream<Object> values() {
        return Stream.of(
                new Snake("", ""),
                new SetOnly(),
                new GetOnly(),
                new ByField(),
                new TwoNames(),
                new Derived(),
                new Creator(""));
    }

    @ParameterizedTest
    @MethodSource("values")
    void areThoseThatAreSaid(Object value) {
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        Class<?> type = value.getClass();
        ShapeReader shapes = mapping.shapes();
        shapes.of(type);
        Fields said = (Fields) shapes.definitions().get(type.getSimpleName());
        CborCodec codec = mapping.codec(type);
        CborWriter out = new CborWriter(1000);
        codec.encode(value, out);
        Set<String> written =
                new TreeSet<>(new CBORMapper().readTree(out.toByteArray()).propertyNames());
        assertThat(names(said.fields().stream().filter(Field::written))).isEqualTo(written);

        // What is taken is refused in a form that no field has; what is skipped may have any.
        Set<String> read = new TreeSet<>();
        Set<String> candidates = new TreeSet<>(written);
        candidates.addAll(Set.of("a", "b", "c", "fixed", "gone", "other", "in", "out", "value", "hidden", "items"));
        candidates.addAll(Set.of("base", "ignored", "more", "also", "firstName", "first_name"));
        for (String name : candidates) {
            CborWriter body = new CborWriter(1000).writeMap(1).writeText(name).writeBoolean(true);
            try {
                codec.decode(body.buffer(), 0, body.size());
            } catch (CborException e) {
                read.add(name);
            }
        }
        assertThat(names(said.fields().stream().filter(Field::read))).isEqualTo(read);
    }

    private static Set<String> names(Stream<Field> fields) {
        Set<String> names = new TreeSet<>();
        fields.forEach(field -> names.add(field.name()));
        return names;
    }
}
