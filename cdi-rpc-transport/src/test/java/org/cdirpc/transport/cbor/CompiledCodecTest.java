package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.cdirpc.transport.cbor.CborException.Reason;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The code and the databind library do the same, whatever comes. */
@NullUnmarked
class CompiledCodecTest {

    private static final CborMapping MAPPING = new CborMapping(CborLimits.DEFAULT);
    private static final int CASES = 150;

    /** What came of it: a value or an exception. */
    private record Outcome(Object value, CborException failure) {

        static Outcome of(Callable<Object> callable) {
            try {
                return new Outcome(callable.call(), null);
            } catch (CborException e) {
                return new Outcome(null, e);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        boolean isLike(Outcome other) {
            if (failure == null || other.failure == null) {
                return failure == other.failure && RandomValues.same(value, other.value);
            }
            return failure.reason() == other.failure.reason()
                    && failure.offset() == other.failure.offset()
                    && failure.getMessage().equals(other.failure.getMessage());
        }
    }

    static List<Type> types() {
        return Samples.types();
    }

    @ParameterizedTest
    @MethodSource("types")
    void codeAndLibraryAgree(Type type) throws Throwable {
        CborCodec codec = MAPPING.codec(type);
        assertThat(codec).as("%s has code", type).isInstanceOf(CompiledCodec.class);
        CborCodec library = MAPPING.valueCodec(type);
        for (long seed = 0; seed < CASES; seed++) {
            Object value = new RandomValues(seed).of(type);
            agree(type + " seed " + seed, codec, library, value, new Random(seed));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void codeAndLibraryAgreeOnArguments(Type type) throws Throwable {
        List<Type> types = List.of(int.class, type, String.class);
        CborCodec codec = MAPPING.tuple(types);
        assertThat(codec).isInstanceOf(CompiledCodec.class);
        CborCodec library = MAPPING.libraryTuple(types);
        for (long seed = 0; seed < CASES / 3; seed++) {
            RandomValues values = new RandomValues(seed);
            Object[] arguments = {values.of(int.class), values.of(type), values.of(String.class)};
            agree(type + " seed " + seed, codec, library, arguments, new Random(seed));
        }
    }

    private static void agree(String name, CborCodec codec, CborCodec library, Object value, Random random)
            throws Throwable {
        CborWriter byLibrary = new CborWriter(1 << 20);
        byLibrary.writeNull();
        Outcome libraryWrote = Outcome.of(() -> written(library, value, byLibrary));
        CborWriter byCode = new CborWriter(1 << 20);
        byCode.writeNull();
        Outcome codeWrote = Outcome.of(() -> written(codec, value, byCode));
        assertThat(codeWrote.isLike(libraryWrote))
                .as("%s: %s %s", name, codeWrote, libraryWrote)
                .isTrue();
        if (codeWrote.failure() != null) {
            assertThat(byCode.size()).as(name).isEqualTo(1);
            return;
        }
        byte[] code = Arrays.copyOfRange(byCode.buffer(), 1, byCode.size());
        byte[] lib = Arrays.copyOfRange(byLibrary.buffer(), 1, byLibrary.size());
        assertThat(code).as(name).isEqualTo(CborTree.of(lib).bytes());
        Object byBody = ((CompiledCodec) codec).body().read(code, 0, code.length, false);
        assertThat(RandomValues.same(byBody, value)).as("%s: %s", name, byBody).isTrue();
        assertThat(RandomValues.same(library.decode(code, 0, code.length), value))
                .as(name)
                .isTrue();
        assertThat(RandomValues.same(codec.decode(lib, 0, lib.length), value))
                .as(name)
                .isTrue();
        for (int i = 0; i < 12; i++) {
            byte[] changed = changed(i % 3 == 0 ? lib : code, random);
            Outcome expected = Outcome.of(() -> library.decode(changed, 0, changed.length));
            Outcome actual = Outcome.of(() -> codec.decode(changed, 0, changed.length));
            assertThat(actual.isLike(expected))
                    .as("%s change %d of %s: %s, expected %s", name, i, Hex.of(changed), actual, expected)
                    .isTrue();
        }
    }

    static List<Arguments> unusualForms() {
        return List.of(
                Arguments.of(byte.class, "1b0000000000000005", (byte) 5),
                Arguments.of(byte.class, "3b0000000000000005", (byte) -6),
                Arguments.of(byte.class, "1b0000000000000080", Reason.MISMATCH),
                Arguments.of(byte.class, "1b0000000100000005", Reason.MISMATCH),
                Arguments.of(Byte.class, "1b0000000000000005", (byte) 5),
                Arguments.of(short.class, "1b0000000000000005", (short) 5),
                Arguments.of(int.class, "1b0000000000000005", 5),
                Arguments.of(int.class, "1b0000000080000000", Reason.MISMATCH),
                Arguments.of(long.class, "1b8000000000000000", Reason.MISMATCH),
                Arguments.of(BigInteger.class, "c240", Reason.REFUSED),
                Arguments.of(BigInteger.class, "c340", Reason.REFUSED),
                Arguments.of(BigInteger.class, "c341ff", BigInteger.valueOf(-256)),
                Arguments.of(BigInteger.class, "c3420000", BigInteger.valueOf(-1)),
                Arguments.of(Instant.class, text("1970-01-01T00:00:00z"), Instant.EPOCH),
                Arguments.of(Instant.class, text("1970-01-01t00:00:00Z"), Reason.MISMATCH),
                Arguments.of(LocalDateTime.class, text("1970-01-01t00:00"), LocalDateTime.of(1970, 1, 1, 0, 0)),
                Arguments.of(String.class, "780161", "a"),
                Arguments.of(Boolean.class, "f814", Reason.REFUSED),
                Arguments.of(Boolean.class, "f7", Reason.REFUSED));
    }

    /** Forms that no encoder of ours writes and that random changes do not find. */
    @ParameterizedTest
    @MethodSource("unusualForms")
    void unusualFormsAreTheSameToBoth(Class<?> type, String hex, Object expected) {
        byte[] body = Hex.bytes(hex);
        for (CborCodec codec : List.of(MAPPING.codec(type), MAPPING.valueCodec(type))) {
            Outcome outcome = Outcome.of(() -> codec.decode(body, 0, body.length));
            Object came = outcome.failure() == null
                    ? outcome.value()
                    : outcome.failure().reason();
            assertThat(came).isEqualTo(expected);
        }
    }

    private static String text(String text) {
        return Hex.of(new CborWriter(100).writeText(text).toByteArray());
    }

    private static Object written(CborCodec codec, Object value, CborWriter out) {
        codec.encode(value, out);
        return null;
    }

    /** Some other bytes: a few flipped, left out or put in, cut, or entries disturbed. */
    static byte[] changed(byte[] body, Random random) {
        if (random.nextInt(3) == 0) {
            CborTree tree = CborTree.of(body);
            if (tree.disturb(random)) {
                return tree.bytes();
            }
        }
        int at = random.nextInt(body.length);
        byte[] changed;
        switch (random.nextInt(4)) {
            case 0 -> changed = Arrays.copyOf(body, at);
            case 1 -> changed = Arrays.copyOf(body, body.length + 1);
            case 2 -> {
                changed = new byte[body.length - 1];
                System.arraycopy(body, 0, changed, 0, at);
                System.arraycopy(body, at + 1, changed, at, changed.length - at);
            }
            default -> {
                changed = body.clone();
                changed[at] = (byte) (random.nextBoolean() ? changed[at] + random.nextInt(5) - 2 : random.nextInt());
            }
        }
        return changed;
    }
}
