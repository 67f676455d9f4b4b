package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.cdirpc.transport.cbor.CborException.Reason;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values without names: all of them return, and no other bytes do harm. */
@NullUnmarked
class PositionalCodecTest {

    private static final CborMapping MAPPING = new CborMapping(CborLimits.DEFAULT);
    private static final int CASES = 150;

    static List<Type> types() {
        return Samples.types();
    }

    @ParameterizedTest
    @MethodSource("types")
    void valuesReturn(Type type) {
        PositionalCodec codec = Objects.requireNonNull(MAPPING.positional(type));
        CborCodec named = MAPPING.codec(type);
        for (long seed = 0; seed < CASES; seed++) {
            Object value = new RandomValues(seed).of(type);
            CborWriter out = new CborWriter(1 << 20);
            out.writeNull();
            try {
                codec.encode(value, out);
            } catch (CborException e) {
                assertThat(out.size()).isEqualTo(1);
                assertThatThrownBy(() -> named.encode(value, out)).hasMessage(e.getMessage());
                continue;
            }
            CborCheck.checkWhole(out.buffer(), 1, out.size() - 1, CborLimits.DEFAULT);
            Object back = codec.decode(out.buffer(), 1, out.size() - 1);
            assertThat(RandomValues.same(back, value))
                    .as("%s seed %s: %s", type, seed, back)
                    .isTrue();
            disturb(type + " seed " + seed, codec, Arrays.copyOfRange(out.buffer(), 1, out.size()), new Random(seed));
        }
    }

    private static void disturb(String name, PositionalCodec codec, byte[] body, Random random) {
        for (int i = 0; i < 40; i++) {
            byte[] changed = CompiledCodecTest.changed(body, random);
            try {
                codec.decode(changed, 0, changed.length);
            } catch (CborException e) {
                assertThat(e).hasMessageStartingWith("CDIRPC1105").hasMessageContaining("expected: ");
                assertThat(e.offset()).isBetween(-1, changed.length);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(name + ": " + Hex.of(changed), e);
            }
        }
    }

    @Test
    void anOrderHasNoNames() {
        CborWriter out = new CborWriter(1000);
        var order = new Samples.Order(1, "ab", 2, true, List.of(new Samples.Line("s", 3, 4)));
        PositionalCodec codec = Objects.requireNonNull(MAPPING.positionalTuple(List.of(Samples.Order.class)));
        codec.encode(new Object[] {order}, out);
        assertThat(Hex.of(out.toByteArray())).isEqualTo("81850162616202f58183617303" + "04");
    }

    record A(int x, Samples.Few few, List<A> more) {}

    record SameAsA(int x, Samples.Few few, List<SameAsA> more) {}

    record OtherOrder(Samples.Few few, int x, List<OtherOrder> more) {}

    record OtherName(int y, Samples.Few few, List<OtherName> more) {}

    record OtherKind(long x, Samples.Few few, List<OtherKind> more) {}

    record Boxed(Integer x, Samples.Few few, List<Boxed> more) {}

    record OtherConstants(int x, Samples.Many few, List<OtherConstants> more) {}

    record Deeper(int x, Samples.Few few, List<List<Deeper>> more) {}

    record Annotated(@JsonProperty("x") int x) {}

    record Holds(List<Annotated> annotated) {}

    @Test
    void digestsAreEqualExactlyWhereShapesAre() {
        assertThat(digest(A.class)).isEqualTo(digest(SameAsA.class)).hasSize(32);
        List<String> digests = new ArrayList<>();
        for (Class<?> type : List.of(
                A.class,
                OtherOrder.class,
                OtherName.class,
                OtherKind.class,
                Boxed.class,
                OtherConstants.class,
                Deeper.class)) {
            digests.add(digest(type));
        }
        assertThat(digests).doesNotHaveDuplicates();
        assertThat(digest(Samples.Order.class))
                .isEqualTo(Objects.requireNonNull(new CborMapping(CborLimits.DEFAULT).positional(Samples.Order.class))
                        .digest());
        assertThat(MAPPING.positional(Annotated.class)).isNull();
        assertThat(MAPPING.positional(Holds.class)).isNull();
        assertThat(MAPPING.positional(void.class)).isNull();
        assertThat(MAPPING.positionalTuple(List.of(int.class, Holds.class))).isNull();
    }

    @Test
    void faultsSayWhatIsThereAndWhatWasExpected() {
        PositionalCodec line = Objects.requireNonNull(MAPPING.positional(Samples.Line.class));
        fault(line, "83617363616263" + "04", Reason.MISMATCH, "first byte 99 at offset 3", "an integer");
        fault(line, "8361731b00000001000000000" + "4", Reason.MISMATCH, "offset 3", "an integer of 32 bits");
        fault(line, "82617301", Reason.MISMATCH, "first byte 130 at offset 0", "an object of the agreed fields");
        fault(line, "83617301", Reason.TRUNCATED, "the end of the body at offset 4", "one more item");
        fault(line, "8361730102" + "00", Reason.MISMATCH, "offset 5", "the end of the body");
        fault(line, "8361ff0102", Reason.MISMATCH, "offset 2", "well-formed UTF-8");
        PositionalCodec few = Objects.requireNonNull(MAPPING.positional(Samples.Few.class));
        fault(few, "03", Reason.MISMATCH, "first byte 3", "an ordinal of 0..2");
        PositionalCodec compact = Objects.requireNonNull(MAPPING.positional(Samples.Compact.class));
        fault(compact, "820201", Reason.MISMATCH, "IllegalArgumentException", "arguments it takes");
        PositionalCodec chain = Objects.requireNonNull(MAPPING.positional(Samples.Chain.class));
        fault(chain, "8201".repeat(100) + "f6", Reason.LIMIT, "offset", "at most 64 levels");
    }

    private static void fault(CborCodec codec, String hex, Reason reason, String found, String expected) {
        byte[] bytes = Hex.bytes(hex);
        assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length))
                .isInstanceOfSatisfying(
                        CborException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(found)
                .hasMessageContaining("expected: " + expected);
    }

    private static String digest(Class<?> type) {
        return Objects.requireNonNull(MAPPING.positional(type)).digest();
    }
}
