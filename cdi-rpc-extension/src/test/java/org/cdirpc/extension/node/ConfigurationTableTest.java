package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documented table of keys is the one that the code has; {@code -Dconfiguration.table=write} writes it anew. */
class ConfigurationTableTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "CONFIGURATION.md");
    private static final String BEGIN = "<!-- table of keys: written by ConfigurationTableTest -->\n";
    private static final String END = "<!-- end of the table of keys -->";
    private static final String BEGIN_OPTIONS = "<!-- table of options: written by ConfigurationTableTest -->\n";
    private static final String END_OPTIONS = "<!-- end of the table of options -->";

    @Test
    void theDocumentedTableIsCompleteAndTrue() throws IOException {
        holds(BEGIN, END, table());
        holds(BEGIN_OPTIONS, END_OPTIONS, options());
    }

    private static void holds(String begin, String end, String table) throws IOException {
        String document = Files.readString(DOCUMENT);
        int from = document.indexOf(begin) + begin.length();
        int to = document.indexOf(end);
        if ("write".equals(System.getProperty("configuration.table"))) {
            Files.writeString(DOCUMENT, document.substring(0, from) + table + document.substring(to));
            return;
        }

        assertThat(document.substring(from, to)).isEqualTo(table);
    }

    @Test
    void everyKeyIsListed() {
        assertThat(RpcConfigKeys.ALL)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(RpcConfigKeys.class.getDeclaredFields())
                        .filter(field ->
                                Modifier.isStatic(field.getModifiers()) && field.getType() == RpcConfigKey.class)
                        .<RpcConfigKey<?>>map(ConfigurationTableTest::value)
                        .toList());
    }

    @Test
    void everyRecordComponentHasItsKey() {
        // One component holds what has no key of its own: the services.
        assertThat(components(RpcConfig.class)).isEqualTo(RpcConfigKeys.ALL.size() + 1);
    }

    private static long components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .mapToLong(part -> part.getType().getNestHost() == RpcConfig.class
                                && part.getType().isRecord()
                        ? components(part.getType())
                        : 1)
                .sum();
    }

    private static RpcConfigKey<?> value(java.lang.reflect.Field field) {
        try {
            return (RpcConfigKey<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static String table() {
        return RpcConfigKeys.ALL.stream()
                .map(key -> "| `" + key.name() + "` | " + defaultOf(key) + " | " + key.meaning() + " | "
                        + key.type().expected() + " |\n")
                .collect(Collectors.joining("", "| key | default | what it does | values |\n|---|---|---|---|\n", ""));
    }

    private static String options() {
        return ServiceOption.ALL.stream()
                .map(option -> "| `" + option.name() + "` | " + (option.ofMethods() ? "yes" : "no") + " | "
                        + option.meaning() + " | " + option.type().expected() + " |\n")
                .collect(Collectors.joining(
                        "", "| option | of methods too | what it does | values |\n|---|---|---|---|\n", ""));
    }

    private static String defaultOf(RpcConfigKey<?> key) {
        return key.defaultText().isEmpty() ? "nothing" : "`" + key.defaultText().replace("`", "") + "`";
    }
}
