package org.cdirpc.transport.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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
import org.junit.jupiter.api.Timeout;

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
    void typesThatContainThemselvesEnd() {
        Map<String, Definition> ring = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            ring.put(
                    "A" + i,
                    new Fields("A" + i, List.of(field("x", "list<#A" + (i + 1) % 50 + ">"), field("y", "#A0"))));
        }
        Fit fit = new Fit(ring, ring, Newer.NEITHER, true);
        for (int i = 0; i < 2; i++) {
            assertThat(fit.of("result", new Shape.Named("A0"), new Shape.Named("A0")))
                    .isEmpty();
        }
    }

    /** However long types lead from one to the next, what is equal fits, and what is not is found at its shortest path. */
    @Test
    void manyTypesThatLeadFromOneToTheNextFitThemselves() {
        Map<String, Definition> chain = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            chain.put(
                    "A" + i,
                    new Fields(
                            "A" + i,
                            List.of(
                                    field("x", "list<".repeat(90) + "#A" + (i + 1) + ">".repeat(90)),
                                    field("z", "#A5000"))));
        }
        chain.put("A5000", new Fields("A5000", List.of(field("last", "text"))));
        assertThat(new Fit(chain, chain, Newer.NEITHER, true)
                        .of("result", new Shape.Named("A0"), new Shape.Named("A0")))
                .isEmpty();

        Map<String, Definition> other = new HashMap<>(chain);
        other.put("A5000", new Fields("A5000", List.of(field("last", "int32"))));
        assertThat(new Fit(chain, other, Newer.NEITHER, true)
                        .of("result", new Shape.Named("A0"), new Shape.Named("A0")))
                .extracting(Misfit::path)
                .containsExactly("result, A0.z.last");

        for (int i = 0; i < 5_000; i++) {
            chain.put("A" + i, new Fields("A" + i, List.of(field("x", "#A" + (i + 1)))));
        }
        other.putAll(chain);
        other.put("A5000", new Fields("A5000", List.of(field("last", "int32"))));
        assertThat(new Fit(chain, other, Newer.NEITHER, true)
                        .of("result", new Shape.Named("A0"), new Shape.Named("A0")))
                .extracting(Misfit::path)
                .containsExactly("result, A0" + ".x".repeat(19) + "..." + ".x".repeat(19) + ".last");
    }

    @Test
    void shapesWithinShapesEnd() {
        Shape deep = new Shape.Scalar("text", true);
        for (int i = 0; i < 500; i++) {
            deep = new Shape.Sequence(deep, false);
        }
        assertThat(new Fit(Map.of(), Map.of(), Newer.NEITHER, true).of("result", deep, deep))
                .extracting(Misfit::written)
                .containsExactly("more than 400 levels");
    }

    /** Two releases of some hundred methods over a thousand types that lead to each other, with a change in each type. */
    @Test
    @Timeout(30)
    void whatManyMethodsHaveIsJudgedOnce() {
        Fit fit = new Fit(net(1_000, "old"), net(1_000, "new"), Newer.READER, false);
        int notes = 0;
        for (int i = 0; i < 400; i++) {
            Shape type = new Shape.Named("T" + i);
            assertThat(fit.of("", type, type)).isEmpty();
            notes += fit.notes().size();
            fit.saidOnce();
        }
        assertThat(notes).isEqualTo(1_000);
    }

    /** From a peer: it ends, and is no fit. */
    @Test
    @Timeout(30)
    void moreThanCanBeComparedFitsNothing() {
        Map<String, Definition> from = net(2_000, "old");
        Map<String, Definition> to = net(1, "new");
        Fit fit = new Fit(from, to, Newer.NEITHER, false);
        for (int i = 0; i < 2_000; i++) {
            assertThat(fit.of("", new Shape.Named("T" + i), new Shape.Named("T0")))
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(100);
        }
        assertThat(fit.of("", new Shape.Scalar("text", true), new Shape.Scalar("text", true)))
                .extracting(Misfit::written)
                .containsExactly("more types than can be compared");
    }

    private static Map<String, Definition> net(int types, String own) {
        Map<String, Definition> net = new HashMap<>();
        for (int t = 0; t < types; t++) {
            List<Field> fields = new ArrayList<>();
            for (int f = 0; f < 30; f++) {
                fields.add(field("f" + f, f % 5 == 0 ? "list<#T" + (t * 3 + f + 1) % types + ">" : "text"));
            }
            if (own.equals("new")) {
                fields.add(field("added", "text"));
            }
            net.put("T" + t, new Fields("T" + t, fields));
        }
        return net;
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
