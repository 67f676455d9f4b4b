package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThrowableCodecTest {

    private final CborMapping mapping = new CborMapping(CborLimits.DEFAULT);

    record Shortage(String sku, int missing) {}

    static class OutOfStock extends Exception {
        private final List<Shortage> shortages;
        private final int retryAfter;

        OutOfStock(String message, List<Shortage> shortages, int retryAfter) {
            super(message);
            this.shortages = shortages;
            this.retryAfter = retryAfter;
        }

        public List<Shortage> getShortages() {
            return shortages;
        }

        /** As in a record. */
        public int retryAfter() {
            return retryAfter;
        }
    }

    static final class MoreThanOutOfStock extends OutOfStock {
        MoreThanOutOfStock() {
            super("more", List.of(), 1);
        }
    }

    static class Derived extends RuntimeException {
        private final String sku;

        public Derived(String sku) {
            super("no " + sku);
            this.sku = sku;
        }

        public String getSku() {
            return sku;
        }
    }

    static class Annotated extends Exception {
        private final int code;

        private Annotated(int code, String text) {
            super(text);
            this.code = code;
        }

        @JsonCreator
        static Annotated of(@JsonProperty("code") int number, @JsonProperty("message") String text) {
            return new Annotated(number, text);
        }

        public int getCode() {
            return code;
        }
    }

    static class WithSetter extends Exception {
        private Optional<String> hint = Optional.empty();

        WithSetter(String text, Throwable cause) {
            super(text, cause);
        }

        public Optional<String> getHint() {
            return hint;
        }

        public void setHint(Optional<String> hint) {
            this.hint = hint;
        }
    }

    static class Bare extends Exception {}

    static class Impossible extends Exception {
        Impossible(Thread thread) {
            super(thread.getName());
        }
    }

    static class BadProperty extends Exception {
        private final Object any;

        BadProperty(Object any) {
            this.any = any;
        }

        public Object getAny() {
            return any;
        }
    }

    static class Picky extends Exception {
        private final int percent;

        Picky(int percent) {
            if (percent > 100) {
                throw new IllegalArgumentException("percent: " + percent);
            }
            this.percent = percent;
        }

        public int getPercent() {
            return percent;
        }
    }

    @Test
    void propertiesAndMessageTravelAndTheTraceIsLocal() {
        OutOfStock sent = new OutOfStock("sold out", List.of(new Shortage("a", 2)), 30);
        sent.addSuppressed(new IOException("x"));
        OutOfStock rebuilt = roundTrip(sent);
        assertThat(rebuilt).hasMessage("sold out").hasNoSuppressedExceptions().hasNoCause();
        assertThat(rebuilt.getShortages()).containsExactly(new Shortage("a", 2));
        assertThat(rebuilt.retryAfter()).isEqualTo(30);
        assertThat(rebuilt.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(ThrowableCodec.class.getName()));
    }

    @Test
    void anInstanceOfASubclassArrivesAsTheDeclaredClass() {
        ThrowableCodec codec = mapping.throwable(OutOfStock.class);
        CborWriter out = new CborWriter(1000);
        codec.encode(new MoreThanOutOfStock(), out);
        assertThat(codec.decode(out.buffer(), 0, out.size()))
                .isExactlyInstanceOf(OutOfStock.class)
                .hasMessage("more");
    }

    @Test
    void everyWayOfMakingOneWorks() {
        assertThat(roundTrip(new Derived("a1")).getSku()).isEqualTo("a1");
        assertThat(roundTrip(new Derived("a1"))).hasMessage("no a1");
        assertThat(roundTrip(Annotated.of(7, "seven"))).hasMessage("seven");
        assertThat(roundTrip(Annotated.of(7, "seven")).getCode()).isEqualTo(7);
        WithSetter hinted = new WithSetter("t", new IOException());
        hinted.setHint(Optional.of("h"));
        assertThat(roundTrip(hinted).getHint()).contains("h");
        assertThat(roundTrip(hinted)).hasMessage("t").hasNoCause();
        assertThat(roundTrip(new Bare())).hasMessage(null);
        assertThat(roundTrip(new IOException("io"))).hasMessage("io");
        assertThat(roundTrip(new IllegalStateException((String) null))).hasMessage(null);
    }

    @Test
    void whatCannotBeMadeIsAProblem() {
        assertThat(mapping.throwableProblems(Impossible.class))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.toString()).contains("Impossible", "cannot be made", "-parameters"));
        assertThat(mapping.throwableProblems(BadProperty.class))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("BadProperty.any"));
        assertThatThrownBy(() -> mapping.throwable(Impossible.class)).isInstanceOf(UnsupportedTypeException.class);
    }

    @Test
    void badDataIsRefused() {
        ThrowableCodec codec = mapping.throwable(OutOfStock.class);
        for (String hex : List.of(
                "a0",
                "80",
                "f6",
                "a16a726574727941667465726137",
                "a26a72657472794166746572 01 6a72657472794166746572 02",
                "bfff",
                "a16a7265747279416674657201 00",
                "a26a7265747279416674657201 6973686f727461676573 07")) {
            byte[] bytes = Hex.bytes(hex);
            assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length))
                    .as(hex)
                    .isInstanceOf(CborException.class)
                    .hasMessageStartingWith("CDIRPC110");
        }
        byte[] least = Hex.bytes("a26a72657472794166746572 05 61 78 80");
        assertThat(codec.decode(least, 0, least.length)).hasMessage(null);
        byte[] picky = Hex.bytes("a16770657263656e7418c8");
        assertThatThrownBy(() -> mapping.throwable(Picky.class).decode(picky, 0, picky.length))
                .isInstanceOf(CborException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @SuppressWarnings("unchecked")
    private <T extends Throwable> T roundTrip(T sent) {
        ThrowableCodec codec = mapping.throwable(sent.getClass());
        CborWriter out = new CborWriter(10_000);
        codec.encode(sent, out);
        Throwable rebuilt = codec.decode(out.buffer(), 0, out.size());
        assertThat(rebuilt).isExactlyInstanceOf(sent.getClass());
        return (T) rebuilt;
    }
}
