package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cdirpc.transport.cbor.CborException.Reason;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the application runs while bodies are read and written, and how its failures end: see {@link CborCodec}. */
@NullUnmarked
class ApplicationCodeTest {

    private static final CborMapping MAPPING = new CborMapping(CborLimits.DEFAULT);

    /** What was called of the records below. */
    private static final List<String> CALLS = new ArrayList<>();

    @BeforeEach
    void forget() {
        CALLS.clear();
    }

    record Canary(String secret) {
        Canary {
            CALLS.add("made of " + secret);
        }

        @Override
        public int hashCode() {
            CALLS.add("hashed");
            return 0;
        }

        @Override
        public boolean equals(Object other) {
            CALLS.add("compared");
            return false;
        }

        @Override
        public String toString() {
            CALLS.add("printed");
            return "";
        }
    }

    record Holder(int before, Canary canary, int behind) {}

    /** As Holder, of the databind library. */
    record LibraryHolder(@JsonProperty("before") int before, Canary canary, int behind) {}

    sealed interface Animal permits Cat {}

    record Cat(int lives) implements Animal {}

    /** {@code before}, {@code canary} and {@code behind}, and something wrong in front of the canary's end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a3 666265666f7265 6137 6663616e617279 a1 66736563726574 6161 66626568696e64 01",
                "a3 666265666f726501 6663616e617279 a1 66736563726574 62c080 66626568696e64 01",
                "a3 666265666f726501 6663616e617279 a1 66736563726574 7f6161ff 66626568696e64 01",
                "a3 666265666f726501 6663616e617279 a1 66736563726574 07 66626568696e64 01",
                "a3 666265666f726501 666265666f726501 6663616e617279 a1 66736563726574 6161",
            })
    void nothingIsMadeOfBytesThatAreWrong(String hex) {
        refused(MAPPING.codec(Holder.class), hex);
        assertThat(CALLS).isEmpty();
    }

    /** The library's walk is before anything else; code of our own makes a record when it has read all of that record. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a3 666265666f726501 6663616e617279 a1 66736563726574 6161 66626568696e64 1c",
                "a3 666265666f726501 6663616e617279 a1 66736563726574 6161 66626568696e64",
                "a3 666265666f726501 6663616e617279 a1 66736563726574 6161 66626568696e64 01 00",
                "a3 666265666f726501 6663616e617279 a1 66736563726574 6161 62c080 01",
            })
    void ofABodyThatIsRefusedFurtherOnNothingButTheContractsRecordsIsMade(String hex) {
        CborException byLibrary = refused(MAPPING.codec(LibraryHolder.class), hex);
        assertThat(CALLS).isEmpty();
        CborException byCode = refused(MAPPING.codec(Holder.class), hex);
        assertThat(CALLS).containsExactly("made of a");
        assertThat(byCode).hasMessage(byLibrary.getMessage());
        assertThat(byCode.reason()).isEqualTo(byLibrary.reason());
        assertThat(byCode.offset()).isEqualTo(byLibrary.offset());
    }

    @ParameterizedTest
    @CsvSource({"83 01 81 6161 1c", "83 01 81 6161", "83 01 81 6161 01 00"})
    void byPositionItIsTheSame(String hex) {
        refused(Objects.requireNonNull(MAPPING.positional(Holder.class)), hex);
        assertThat(CALLS).containsExactly("made of a");
    }

    /** A class that could be found. */
    static final class Evil {
        static {
            CALLS.add("initialised");
        }
    }

    @Test
    void noClassIsFoundByAReceivedName() {
        List<String> asked = new ArrayList<>();
        ClassLoader recording = new ClassLoader(ApplicationCodeTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                asked.add(name);
                return super.loadClass(name, resolve);
            }
        };
        String evil = Hex.of(new CborWriter(100)
                .writeText(ApplicationCodeTest.class.getName() + "$Evil")
                .toByteArray());
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(recording);
        try {
            refused(MAPPING.codec(Animal.class), "a2 65 4074797065" + evil + "65 6c69766573 09");
            refused(MAPPING.codec(Holder.class), "82" + evil + "a0");
            refused(MAPPING.codec(Samples.Few.class), evil);
            refused(Objects.requireNonNull(MAPPING.positional(Holder.class)), "82" + evil + "a0");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        assertThat(asked).noneMatch(name -> name.contains("Evil"));
        assertThat(CALLS).isEmpty();
    }

    record Failing(int how) {
        Failing {
            fail(how);
        }
    }

    /** As Failing, of the databind library. */
    record LibraryFailing(@JsonProperty("how") int how) {
        LibraryFailing {
            fail(how);
        }
    }

    @SuppressWarnings("InfiniteRecursion") // it is to overflow the stack
    private static void fail(int how) {
        switch (how) {
            case 1 -> throw new IllegalStateException("secret");
            case 2 -> throw new AssertionError("secret");
            case 3 -> throw new NoClassDefFoundError("secret");
            case 4 -> fail(how);
            default -> {}
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void whateverAConstructorThrowsIsARefusal(int how) {
        String named = "a1 63686f77 0" + how;
        CborException failure = refused(MAPPING.codec(LibraryFailing.class), named);
        assertThat(failure).hasMessageStartingWith("CDIRPC110202").hasMessageNotContaining("secret");
        assertThat(failure.getCause()).isNotNull();
        for (CborException other : List.of(
                refused(MAPPING.codec(Failing.class), named),
                refused(MAPPING.tuple(List.of(Failing.class)), "81" + named),
                refused(MAPPING.tuple(List.of(LibraryFailing.class)), "81" + named),
                refused(Objects.requireNonNull(MAPPING.positional(Failing.class)), "810" + how))) {
            assertThat(other.reason()).isEqualTo(Reason.MISMATCH);
            assertThat(other).hasMessageNotContaining("secret");
            assertThat(other.getCause()).hasSameClassAs(failure.getCause());
        }
    }

    record Unreadable(String text, int how) {
        @Override
        public int how() {
            fail(how);
            return how;
        }
    }

    /** As Unreadable, of the databind library. */
    record LibraryUnreadable(@JsonProperty("text") String text, int how) {
        @Override
        public int how() {
            fail(how);
            return how;
        }
    }

    /** The text is longer than the library's buffer, so that a part of the value has been written. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void whateverAnAccessorThrowsLeavesTheWriterAsItWas(int how) {
        String text = "x".repeat(20_000);
        Object[] value = {new Unreadable(text, how)};
        Object[] library = {new LibraryUnreadable(text, how)};
        unwritten(MAPPING.codec(Unreadable.class), value[0]);
        unwritten(MAPPING.codec(LibraryUnreadable.class), library[0]);
        unwritten(MAPPING.tuple(List.of(Unreadable.class)), value);
        unwritten(MAPPING.tuple(List.of(LibraryUnreadable.class)), library);
        unwritten(Objects.requireNonNull(MAPPING.positional(Unreadable.class)), value[0]);
        unwritten(Objects.requireNonNull(MAPPING.positionalTuple(List.of(Unreadable.class))), value);
    }

    private static void unwritten(CborCodec codec, Object value) {
        CborWriter out = new CborWriter(100_000);
        out.writeNull();
        assertThat(catchThrowable(() -> codec.encode(value, out))).isInstanceOfAny(CborException.class, Error.class);
        assertThat(out.size()).isEqualTo(1);
    }

    private static CborException refused(CborCodec codec, String hex) {
        byte[] bytes = Hex.bytes(hex);
        CborException[] refusal = new CborException[1];
        assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length))
                .as(hex)
                .isInstanceOfSatisfying(CborException.class, e -> refusal[0] = e);
        return refusal[0];
    }
}
