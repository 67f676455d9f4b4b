package org.cdirpc.extension.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.cdirpc.extension.version.Descriptors.resource;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdirpc.spi.Version;
import org.cdirpc.transport.shape.Definition;
import org.cdirpc.transport.shape.Field;
import org.cdirpc.transport.shape.Field.Presence;
import org.cdirpc.transport.shape.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractDescriptorTest {

    private static final Shape TEXT = new Shape.Scalar("text", false);
    private static final Shape INT = new Shape.Scalar("int32", false);

    /** As small as one can be. */
    private static final String LEAST = "cdi-rpc contract 1\nservice a\nversion 1.0\nmethod m\n";

    private static Field field(String name, Shape shape, Presence presence, String... aliases) {
        return new Field(name, shape, presence, true, true, List.of(aliases));
    }

    private static Shape named(String name) {
        return new Shape.Named(name);
    }

    private static ContractDescriptor everyWord() {
        MethodDescriptor find = new MethodDescriptor(
                "find",
                List.of(
                        new Shape.Mapping(TEXT, new Shape.Sequence(named("Line"), false)),
                        new Shape.Scalar("int32", true)),
                List.of("Map", "Integer"),
                List.of("lines by sku", "most"),
                new Shape.Maybe(named("Pet")),
                false,
                true,
                new TreeMap<>());
        MethodDescriptor note = new MethodDescriptor(
                "note",
                List.of(new Shape.Unknown("blob<text>")),
                List.of("Blob"),
                List.of(""),
                new Shape.Nothing(),
                true,
                false,
                new TreeMap<>());
        MethodDescriptor place = new MethodDescriptor(
                "place",
                List.of(named("Order")),
                List.of("Order"),
                List.of("order"),
                new Shape.Sequence(new Shape.Sequence(new Shape.Scalar("int64", false), true), false),
                false,
                false,
                new TreeMap<>(Map.of("Out \"of\" stock", "OutOfStock")));
        Map<String, Definition> types = new TreeMap<>();
        for (Definition type : List.of(
                new Definition.Fields(
                        "Line",
                        List.of(
                                field("sku", TEXT, Presence.REQUIRED),
                                field("count", INT, Presence.ORDINARY),
                                field("the note", TEXT, Presence.OPTIONAL, "remark", "an\talias"),
                                new Field(
                                        "total",
                                        new Shape.Scalar("decimal", false),
                                        Presence.ORDINARY,
                                        true,
                                        false,
                                        List.of()),
                                new Field(
                                        "secret",
                                        new Shape.Scalar("bytes", false),
                                        Presence.ORDINARY,
                                        false,
                                        true,
                                        List.of()))),
                new Definition.Custom("Money", "@JsonUnwrapped \\ amount"),
                new Definition.Fields(
                        "Order",
                        List.of(
                                field("lines", new Shape.Sequence(named("Line"), false), Presence.ORDINARY),
                                field("next", named("Order"), Presence.OPTIONAL),
                                field("state", named("State"), Presence.ORDINARY),
                                field("price", named("Money"), Presence.ORDINARY))),
                new Definition.Fields("OutOfStock", List.of(field("message", TEXT, Presence.ORDINARY))),
                new Definition.Subtypes("Pet", "kind", new TreeMap<>(Map.of("cat", "Line", "dog", "Order")), "cat"),
                new Definition.Constants("State", List.of("NEW", "half paid"), "NEW"))) {
            types.put(type.name(), type);
        }
        return new ContractDescriptor(
                "org.shop.Orders",
                "blue and green",
                new Version(1, 2, 3),
                List.of(find, note, place),
                new TreeMap<>(types));
    }

    /** Files of this form are in the version control of applications and in grids: it never changes, it only grows. */
    @Test
    void writesEveryWordAsItAlwaysDid() {
        assertThat(everyWord().text()).isEqualTo(resource("every-word.contract"));
    }

    @Test
    void readsEveryWordAsItAlwaysDid() {
        assertThat(ContractDescriptor.parse(resource("every-word.contract"))).isEqualTo(everyWord());
    }

    @Test
    void readsWhatALaterReleaseWroteAsFarAsItKnowsIt() {
        ContractDescriptor later = ContractDescriptor.parse(resource("later.contract"));

        assertThat(later.toString()).isEqualTo("org.shop.Orders 1.9");
        assertThat(later.methods())
                .containsExactly(new MethodDescriptor(
                        "place",
                        List.of(new Shape.Unknown("tensor<int32,grid-3>?"), TEXT),
                        List.of("Tensor", "String"),
                        List.of("grid", ""),
                        named("Receipt"),
                        false,
                        true,
                        new TreeMap<>(Map.of("OutOfStock", "OutOfStock"))));
        assertThat(later.types().values())
                .containsExactly(
                        new Definition.Fields(
                                "OutOfStock", List.of(field("message", TEXT, Presence.REQUIRED, "text", "more text"))),
                        new Definition.Custom("Receipt", "tuple of 3\n  item text\n  item int32"));
    }

    @Test
    void whatALaterReleaseWroteSurvivesBeingWrittenAgain() {
        ContractDescriptor later = ContractDescriptor.parse(resource("later.contract"));

        assertThat(ContractDescriptor.parse(later.text())).isEqualTo(later);
    }

    @Test
    void fieldsThatAreLeftOutWhereTheyAreEmptySaySo() {
        String text = """
                cdi-rpc contract 1
                service s
                version 1.0

                method get
                  returns #A

                type A fields
                  field note text sparse
                """;
        assertThat(ContractDescriptor.parse(text).text()).isEqualTo(text);
        assertThat(((Definition.Fields) ContractDescriptor.parse(text).types().get("A"))
                        .fields()
                        .get(0)
                        .presence())
                .isEqualTo(Field.Presence.SPARSE);
    }

    @Test
    void linesMayEndAsOnWindowsAndInNothing() {
        String windows = resource("every-word.contract").stripTrailing().replace("\n", "\r\n");

        assertThat(ContractDescriptor.parse(windows)).isEqualTo(everyWord());
        assertThat(ContractDescriptor.hashOf(windows)).isEqualTo(everyWord().hash());
    }

    /** Published contracts are known by it: another value would publish all of them anew. */
    @Test
    void theHashNeverChanges() {
        assertThat(everyWord().hash()).isEqualTo("5cf078b9f785a6bd7e39d76c27260987");
        assertThat(everyWord().withoutNames().hash()).isEqualTo("2f4b22575a512d334f6d3d3eb6426eda");
    }

    @Test
    void theHashIsOfMethodsAndTypesAlone() {
        ContractDescriptor one = everyWord();
        ContractDescriptor elsewhere =
                new ContractDescriptor("x", "", new Version(7, 0, 0), one.methods(), one.types());
        ContractDescriptor fewer = new ContractDescriptor(
                one.service(), one.group(), one.version(), one.methods().subList(0, 2), one.types());

        assertThat(elsewhere.hash()).isEqualTo(one.hash()).matches("[0-9a-f]{32}");
        assertThat(fewer.hash()).isNotEqualTo(one.hash());
    }

    /** Two releases that read one text have to agree on its hash, or it would be known under two. */
    @Test
    void theHashOfATextCountsWhatOnlyALaterReleaseKnows() {
        String later = resource("later.contract");

        assertThat(ContractDescriptor.hashOf(later))
                .isNotEqualTo(ContractDescriptor.hashOf(later.replace("  costs 3\n", "")))
                .isEqualTo(ContractDescriptor.hashOf(later.replace("version 1.9 beta", "version 1.9")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "\"", "\\", "a\\u0041", "\u0000", "\n\r\t", "\u2028", "\ud800", "😀", "ä", "#x"})
    void namesMayBeAnything(String name) {
        ContractDescriptor odd = new ContractDescriptor(
                "s" + name,
                "g" + name,
                new Version(1, 0, 0),
                List.of(new MethodDescriptor(
                        "m",
                        List.of(TEXT),
                        List.of(name),
                        List.of(name),
                        INT,
                        false,
                        false,
                        new TreeMap<>(Map.of("e" + name, "T")))),
                new TreeMap<>(Map.of(
                        "T",
                        new Definition.Fields("T", List.of(field(name, TEXT, Presence.ORDINARY, name, "a" + name))))));

        assertThat(ContractDescriptor.parse(odd.text())).isEqualTo(odd);
    }

    @Test
    void readsTheLeast() {
        assertThat(ContractDescriptor.parse(LEAST).text()).isEqualTo("""
                cdi-rpc contract 1
                service a
                version 1.0

                method m
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "cdi-rpc contract 2\n", "cdi-rpc contract 10\n", "<html>", "cdi-rpc contract", "\u0000\u0001"
            })
    void whatIsNoDescriptorIsSaidToBeNone(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContractDescriptor.parse(text))
                .withMessageStartingWith("CDIRPC317001: contract descriptor: it begins with")
                .withMessageContaining("expected: the line \"cdi-rpc contract 1\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version 1.x | line 5: \"version 1.x\" (expected: a version such as 1.2)",
                "version | line 5: \"version\" (expected: a version such as 1.2)",
                "service | line 5: \"service\" (expected: service and a name)",
                "method | line 5: \"method\" (expected: method and a name)",
                "type | line 5: \"type\" (expected: type and a name and a kind)",
                "type X | line 5: \"type X\" (expected: type and a name and a kind)",
                "type X custom~type X fields | line 6: \"type X fields\" (expected: a type that is not defined already)",
                "  takes | line 5: \"takes\" (expected: takes and a shape)",
                "  takes text | line 5: \"takes text\" (expected: takes and a shape and a class name)",
                "  takes list<text String | line 5: \"takes list<text String\" (expected: a shape:",
                "  returns | line 5: \"returns\" (expected: returns and a shape)",
                "  returns #Gone | method m names the type Gone, which it does not define (expected: a line \"type ...\")",
                "  throws A B~type C custom | method m names the type B, which it does not define (expected: one of [C])",
                "type A fields~  field x list<#B> | type A names the type B, which it does not define",
                "type A fields~  field x map<text,optional<#B>> | type A names the type B,",
                "type A subtypes~  subtype x B | type A names the type B, which it does not define",
                "type A fields~  field x | line 6: \"field x\" (expected: field and a shape)",
                "type A fields~  field x text alias | (expected: field and a name, a shape and an alias)",
                "type A constants~  constant | line 6: \"constant\" (expected: constant and a name)",
                "type \"A fields | line 5: \"type \"A fields\" (expected: a quote that ends before a space,",
                "type \"A\\n\" fields | with no escapes but \\\", \\\\ and \\u with four digits)",
                "type \"\\u12x4\" fields | (expected: four hexadecimal digits after \\u)"
            })
    void whatIsMalformedIsSaidWithItsLine(String lines, String message) {
        String text =
                LEAST + lines.replaceAll("(?m)^(takes|returns|throws)", "  $1").replace("~", "\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContractDescriptor.parse(text))
                .withMessageStartingWith("CDIRPC31700")
                .withMessageContaining(message);
    }

    @Test
    void whatIsMissingIsSaid() {
        for (String missing : List.of("service a\n", "version 1.0\n", "method m\n")) {
            String word = missing.substring(0, missing.indexOf(' '));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ContractDescriptor.parse(LEAST.replace(missing, "")))
                    .withMessageStartingWith("CDIRPC317004: contract descriptor: it has no " + word);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContractDescriptor.parse("cdi-rpc contract 1\n  one-way\n"))
                .withMessageContaining("line 2: \"one-way\" (expected: a line that is not indented");
    }

    @Test
    void whatIsTooMuchIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContractDescriptor.parse(LEAST + "#".repeat(ContractDescriptor.MOST_BYTES)))
                .withMessageStartingWith("CDIRPC317002: contract descriptor: 1048626 bytes (expected: at most 1048576");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContractDescriptor.parse(LEAST + "ä".repeat(ContractDescriptor.MOST_BYTES / 2)))
                .withMessageContaining("1048626 bytes (expected: at most 1048576");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContractDescriptor.parse(LEAST + "\n".repeat(100_000)))
                .withMessageContaining("100004 lines (expected: at most 100000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContractDescriptor.parse(LEAST + "method m\n".repeat(10_000)))
                .withMessageContaining("10001 methods (expected: at most 10000");
        StringBuilder types = new StringBuilder(LEAST);
        for (int i = 0; i < 10_001; i++) {
            types.append("type T").append(i).append(" custom\n");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContractDescriptor.parse(types.toString()))
                .withMessageContaining("10001 types (expected: at most 10000");
    }
}
