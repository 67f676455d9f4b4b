package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A field that a type does not have is skipped, however long its name is. */
class UnknownFieldsTest {

    private static final CborMapping MAPPING = new CborMapping(CborLimits.DEFAULT);

    public static final class Bean {
        private String item = "";

        public String getItem() {
            return item;
        }

        public void setItem(String item) {
            this.item = item;
        }
    }

    public record Item(String item) {}

    public static final class Empty {}

    @ParameterizedTest
    @ValueSource(strings = {"a", "note", "fields", "eightlng", "a name of twenty-3 bytes", "\u00e4"})
    void aBeanSkipsIt(String name) throws Exception {
        for (Map<String, String> fields :
                Stream.of(fields(name, "item"), fields("item", name)).toList()) {
            assertThat(((Bean) read(fields, Bean.class)).getItem()).isEqualTo("value of item");
            assertThat(((Item) read(fields, Item.class)).item()).isEqualTo("value of item");
        }
    }

    @Test
    void aBeanWithoutFieldsSkipsIt() throws Exception {
        assertThat(read(fields("note"), Empty.class)).isInstanceOf(Empty.class);
    }

    private static Map<String, String> fields(String... names) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : names) {
            fields.put(name, "value of " + name);
        }
        return fields;
    }

    private static Object read(Map<String, String> fields, Class<?> type) throws Exception {
        CborWriter out = new CborWriter(1000);
        MAPPING.codec(UnknownFieldsTest.class
                        .getDeclaredMethod("fields", String[].class)
                        .getGenericReturnType())
                .encode(fields, out);
        return MAPPING.codec(type).decode(out.buffer(), 0, out.size());
    }
}
