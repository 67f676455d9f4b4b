package org.cdirpc.transport.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cdirpc.transport.shape.Shape.Mapping;
import org.cdirpc.transport.shape.Shape.Maybe;
import org.cdirpc.transport.shape.Shape.Named;
import org.cdirpc.transport.shape.Shape.Nothing;
import org.cdirpc.transport.shape.Shape.Scalar;
import org.cdirpc.transport.shape.Shape.Sequence;
import org.cdirpc.transport.shape.Shape.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void",
                "int32",
                "int32?",
                "date-util",
                "#Order",
                "#Page_Order-2",
                "#Order.lines$x",
                "list<#Order>",
                "set<text>",
                "map<text,list<int64?>>",
                "optional<int32>",
                "optional<optional<#A>>",
                "complex128",
                "complex128?",
                "list<complex128?>",
                "tensor<float32,#A,list<x<y,z,w>>>",
                "map<text>",
                "list<text,text>",
                "list<text>?",
                "void?"
            })
    void isReadAsItWasWritten(String text) {
        assertThat(ShapeText.of(ShapeText.parse(text))).isEqualTo(text);
    }

    @Test
    void eachTextIsOneShape() {
        assertThat(ShapeText.parse("void")).isEqualTo(new Nothing());
        assertThat(ShapeText.parse("int8?")).isEqualTo(new Scalar("int8", true));
        assertThat(ShapeText.parse("set<#A>")).isEqualTo(new Sequence(new Named("A"), true));
        assertThat(ShapeText.parse("map<text,optional<#B>>"))
                .isEqualTo(new Mapping(new Scalar("text", false), new Maybe(new Named("B"))));
        for (String later : new String[] {"int128", "list<text>?", "map<text>", "union<text,int8>", "void?"}) {
            assertThat(ShapeText.parse(later)).isEqualTo(new Unknown(later));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "#",
                "list<",
                "list<>",
                "list<text",
                "list<text>>",
                "map<text,>",
                "a b",
                "int32??",
                "<text>",
                "list <text>",
                "#A<text>",
                "text,text",
                "list<text>#A",
                "\u00e4",
                "?",
                "int32<text>"
            })
    void saysWhereATextIsMalformed(String text) {
        assertThatThrownBy(() -> ShapeText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s)CDIRPC110601: .* at character \\d+ \\(expected: .*");
    }

    @Test
    void isBoundedInLengthAndDepth() {
        assertThat(ShapeText.parse("list<".repeat(100) + "text" + ">".repeat(100)))
                .isInstanceOf(Sequence.class);
        assertThatThrownBy(() -> ShapeText.parse("list<".repeat(101) + "text" + ">".repeat(101)))
                .hasMessageStartingWith("CDIRPC110601");
        assertThatThrownBy(() -> ShapeText.parse("x<".repeat(4_999)))
                .hasMessageStartingWith("CDIRPC110601")
                .hasMessageContaining("100 levels");
        assertThatThrownBy(() -> ShapeText.parse("x".repeat(ShapeText.LONGEST + 1)))
                .hasMessageStartingWith("CDIRPC110600");
    }

    @Test
    void namesHaveFewCharacters() {
        assertThat(ShapeText.isName("Page_Order-2.x$y")).isTrue();
        assertThat(ShapeText.isName("")).isFalse();
        assertThat(ShapeText.isName("a,b")).isFalse();
    }
}
