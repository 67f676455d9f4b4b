package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a newer release added is skipped, whatever it is called, wherever it stands, and however the reader is made. */
@NullUnmarked
class StrangeNamesTest {

    private static final CborMapping MAPPING = new CborMapping(CborLimits.DEFAULT);

    public static class Bean {
        public String id;
        public String last;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public static class Tolerant {
        public String id;
        public String last;
    }

    record Compiled(String id, String last) {}

    @JsonIgnoreProperties("hidden")
    record Marked(String id, String last) {}

    public static final class Created {
        @JsonProperty
        private final String id;

        public String last;

        @JsonCreator
        Created(@JsonProperty("id") String id) {
            this.id = id;
        }
    }

    public static class WithCache {
        public String id;
        public String last;
        private transient String cached = "c";

        public String getCached() {
            return cached;
        }
    }

    static Stream<Type> readers() {
        return Stream.of(Bean.class, Tolerant.class, Compiled.class, Marked.class, Created.class, WithCache.class);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void areSkipped(Type reader) {
        for (String name : List.of("z", "cached", "hidden", "ä", "x".repeat(12), "x".repeat(24), "x".repeat(300), "")) {
            for (int before = 0; before <= 2; before++) {
                CborWriter written = new CborWriter(1 << 12);
                written.writeMap(4);
                for (int i = 0; i <= 2; i++) {
                    if (i == before) {
                        written.writeText(name).writeArray(1).writeText("?");
                        written.writeText(name + "2").writeNull();
                    }
                    if (i < 2) {
                        written.writeText(i == 0 ? "id" : "last").writeText("value");
                    }
                }
                Bean read = bean(MAPPING.codec(reader).decode(written.buffer(), 0, written.size()));

                assertThat(List.of(read.id, read.last))
                        .as("%s before %d", name, before)
                        .containsOnly("value");
            }
        }
    }

    private static Bean bean(Object read) {
        CborWriter out = new CborWriter(1 << 12);
        MAPPING.codec(read.getClass()).encode(read, out);
        return (Bean) MAPPING.codec(Bean.class).decode(out.buffer(), 0, out.size());
    }
}
