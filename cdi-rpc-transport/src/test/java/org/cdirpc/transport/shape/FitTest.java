package org.cdirpc.transport.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdirpc.transport.shape.Definition.Custom;
import org.cdirpc.transport.shape.Definition.Fields;
import org.cdirpc.transport.shape.Definition.Subtypes;
import org.cdirpc.transport.shape.Field.Presence;
import org.cdirpc.transport.shape.Fit.Newer;
import org.junit.jupiter.api.Test;

/** What no type of ours gives, but a descriptor from elsewhere may. */
class FitTest {

    @Test
    void wordsOfALaterReleaseFitThemselves() {
        assertThat(misfits("list<int128>", "list<int128>")).isEmpty();
        assertThat(misfits("int128", "int64"))
                .containsExactly(new Misfit(
                        "result",
                        "int128, unknown to this release",
                        "int64",
                        "keep the type, or add another field for the new one"));
        assertThat(misfits("int64", "int128")).hasSize(1);
        assertThat(misfits("void", "void")).isEmpty();
    }

    @Test
    void aDefinitionThatIsNotThereFitsNothing() {
        assertThat(misfits("#A", "#A")).extracting(Misfit::written).containsExactly("undescribed A");
        Map<String, Definition> whole = Map.of("A", new Fields("A", List.of(field("b", "#Gone"))));
        assertThat(new Fit(whole, whole, Newer.NEITHER, true).of("result", new Shape.Named("A"), new Shape.Named("A")))
                .extracting(Misfit::path)
                .containsExactly("result, A.b");
        Map<String, Definition> types = Map.of("T", new Subtypes("T", "@type", new TreeMap<>(Map.of("a", "Gone")), ""));
        assertThat(new Fit(types, types, Newer.NEITHER, true).of("result", new Shape.Named("T"), new Shape.Named("T")))
                .extracting(Misfit::written)
                .containsExactly("Gone, which is not described");
    }

    @Test
    void formsAreComparedByTheirTexts() {
        Map<String, Definition> one = Map.of("A", new Custom("A", "A @JsonFilter"));
        Map<String, Definition> same = Map.of("B", new Custom("B", "A @JsonFilter"));
        Map<String, Definition> other = Map.of("B", new Custom("B", "A @JsonView"));
        Shape a = new Shape.Named("A");
        Shape b = new Shape.Named("B");
        assertThat(new Fit(one, same, Newer.WRITER, true).of("", a, b)).isEmpty();
        assertThat(new Fit(one, other, Newer.WRITER, true).of("", a, b))
                .extracting(Misfit::written, Misfit::read, Misfit::fix)
                .containsExactly(org.assertj.core.api.Assertions.tuple(
                        "special form A", "special form B", "keep what the annotations of both sides say the same"));
    }

    @Test
    void typesThatContainThemselvesEndAndDeepOnesToo() {
        Map<String, Definition> ring = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            ring.put(
                    "A" + i,
                    new Fields("A" + i, List.of(field("x", "list<#A" + (i + 1) % 50 + ">"), field("y", "#A0"))));
        }
        Fit fit = new Fit(ring, ring, Newer.NEITHER, true);
        assertThat(fit.of("result", new Shape.Named("A0"), new Shape.Named("A0")))
                .isEmpty();
        assertThat(fit.of("result", new Shape.Named("A0"), new Shape.Named("A0")))
                .isEmpty();

        Map<String, Definition> chain = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            chain.put(
                    "A" + i,
                    new Fields("A" + i, List.of(field("x", "list<".repeat(90) + "#A" + (i + 1) + ">".repeat(90)))));
        }
        Fit deep = new Fit(chain, chain, Newer.NEITHER, true);
        for (int i = 0; i < 2; i++) {
            assertThat(deep.of("result", new Shape.Named("A0"), new Shape.Named("A0")))
                    .singleElement()
                    .satisfies(misfit -> assertThat(misfit.written()).isEqualTo("more than 400 levels"));
        }
    }

    @Test
    void everyCallOfItJudgesAnew() {
        Map<String, Definition> from = Map.of("A", new Fields("A", List.of(field("x", "text"))));
        Map<String, Definition> to = Map.of("A", new Fields("A", List.of(field("x", "int32"))));
        Fit fit = new Fit(from, to, Newer.NEITHER, false);
        for (String path : List.of("argument 1", "argument 2")) {
            assertThat(fit.of(path, new Shape.Named("A"), new Shape.Named("A")))
                    .containsExactly(new Misfit(
                            path + ", A.x", "text", "int32", "keep the type, or add another field for the new one"));
        }
    }

    private static Field field(String name, String shape) {
        return new Field(name, ShapeText.parse(shape), Presence.ORDINARY, true, true, List.of());
    }

    private static List<Misfit> misfits(String written, String read) {
        return new Fit(Map.of(), Map.of(), Newer.NEITHER, true)
                .of("result", ShapeText.parse(written), ShapeText.parse(read));
    }
}
