package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;

/** The text of a shape and its digest, as PROTOCOL.md has them under "Shapes". */
@NullUnmarked
class ShapeTest {

    enum Kind {
        LEAF,
        BRANCH
    }

    record Node(int id, Kind kind, Optional<String> note, List<Node> children) {}

    record Pair<A, B>(A left, B right) {}

    static List<Arguments> shapes() {
        return List.of(
                Arguments.of(Node.class, "{id:int32;kind:enum(LEAF,BRANCH);note:text?;children:list<^1>;}"),
                Arguments.of(Samples.Chain.class, "{value:int32;next:^1;}"),
                Arguments.of(
                        Samples.Mutual.class,
                        "{value:int32;others:list<{name:text;mutuals:map<^2>;}>;other:{name:text;mutuals:map<^2>;}?;}"),
                Arguments.of(
                        type(new TypeReference<Pair<int[], Set<Integer>>>() {}),
                        "{left:list<int32>;right:list<int32?>;}"),
                Arguments.of(
                        Samples.Boxes.class,
                        "{z:bool?;b:int8?;s:int16?;i:int32?;l:int64?;f:float32?;d:float64?;" + "c:char?;}"),
                Arguments.of(Samples.Times.class, "{at:instant;date:date;time:time;both:datetime;duration:duration;}"),
                Arguments.of(Samples.Numbers.class, "{price:decimal;big:integer;more:list<decimal>;}"),
                Arguments.of(Samples.Ids.class, "{id:uuid;data:bytes;more:map<uuid>;}"),
                Arguments.of(type(new TypeReference<Optional<Integer>>() {}), "int32??"),
                Arguments.of(OptionalInt.class, "int32?"),
                Arguments.of(String[][].class, "list<list<text>>"));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theTextOfAShape(Type type, String text) {
        assertThat(digest(type)).isEqualTo(ShapeDigest.of(text));
        PositionalCodec arguments = new CborMapping(CborLimits.DEFAULT).positionalTuple(List.of(type, long.class));
        assertThat(arguments.digest()).isEqualTo(ShapeDigest.of("(" + text + ";int64)"));
    }

    @Test
    void theExampleOfTheProtocol() {
        assertThat(digest(Node.class)).isEqualTo("c93ddd5a73d28f2faa1e649febd13a49");
        PositionalCodec nothing = new CborMapping(CborLimits.DEFAULT).positionalTuple(List.of());
        assertThat(nothing.digest()).isEqualTo(ShapeDigest.of("()"));
    }

    @Test
    void aLongTextOfARecordIsReplacedByItsDigest() {
        StringBuilder wide = new StringBuilder("{");
        for (int i = 0; i < 64; i++) {
            wide.append('f').append(i).append(i % 2 == 0 ? ":float64;" : ":int64;");
        }
        wide.append('}');
        assertThat(wide.length()).isLessThanOrEqualTo(1000);
        String pair = "{left:" + wide + ";right:" + wide + ";}";
        assertThat(pair.length()).isGreaterThan(1000);
        Type type = type(new TypeReference<List<Pair<CompiledLimitsTest.Wide, CompiledLimitsTest.Wide>>>() {});
        assertThat(digest(type)).isEqualTo(ShapeDigest.of("list<{#" + ShapeDigest.of(pair) + "}>"));
    }

    /** The two sides have other contracts besides, and bind them in another order. */
    @Test
    void aDigestDoesNotDependOnWhatWasMadeBefore() {
        List<Type> types = List.of(
                Samples.Mutual.class,
                Samples.Other.class,
                Samples.Shared.class,
                type(new TypeReference<Map<String, Samples.Other>>() {}),
                type(new TypeReference<Pair<Samples.Other, Samples.Mutual>>() {}),
                type(new TypeReference<Pair<Samples.Mutual, Samples.Other>>() {}));
        for (int turn = 0; turn < types.size(); turn++) {
            CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
            ArrayList<Type> turned = new ArrayList<>(types);
            Collections.rotate(turned, turn);
            for (Type type : turned) {
                assertThat(Objects.requireNonNull(mapping.positional(type)).digest())
                        .as("%s in %s", type, turned)
                        .isEqualTo(digest(type));
            }
        }
    }

    enum Both {
        A,
        B
    }

    enum OneFor {
        A_B
    }

    record Inner(int a_int32_b) {}

    /** Other languages have names with a comma or a colon, which could make texts equal that stand for other shapes. */
    @Test
    void namesThatAreNotIdentifiersHaveNoShape() throws Exception {
        assertThat(digest(Both.class)).isEqualTo(ShapeDigest.of("enum(A,B)"));
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        assertThat(mapping.positional(OneFor.class)).isNotNull();
        assertThat(mapping.positional(renamed(OneFor.class, "A_B", "A,B"))).isNull();
        assertThat(mapping.positional(Inner.class)).isNotNull();
        assertThat(mapping.positional(renamed(Inner.class, "a_int32_b", "a:int32:b")))
                .isNull();
    }

    /** The class, in a loader of its own, with another text of the same length instead of one in its constants. */
    private static Class<?> renamed(Class<?> type, String from, String to) throws ClassNotFoundException {
        return new ClassLoader(type.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                Class<?> own = findLoadedClass(name);
                return own != null
                        ? own
                        : name.startsWith(ShapeTest.class.getName()) ? changed(name) : super.loadClass(name, resolve);
            }

            private Class<?> changed(String name) throws ClassNotFoundException {
                try (InputStream in = Objects.requireNonNull(getResourceAsStream(name.replace('.', '/') + ".class"))) {
                    String file = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                    byte[] changed = file.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
                    return defineClass(name, changed, 0, changed.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }.loadClass(type.getName());
    }

    private static String digest(Type type) {
        return Objects.requireNonNull(new CborMapping(CborLimits.DEFAULT).positional(type))
                .digest();
    }

    private static Type type(TypeReference<?> reference) {
        return reference.getType();
    }
}
