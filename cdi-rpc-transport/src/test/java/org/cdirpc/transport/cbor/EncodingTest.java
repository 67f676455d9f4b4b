package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.transport.cbor.CborException.Reason;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

/** What is written, and what is not. */
@NullUnmarked
class EncodingTest {

    private final CborMapping mapping = new CborMapping(CborLimits.DEFAULT);

    record Formatted(
            @JsonFormat(pattern = "dd.MM.yyyy HH:mm") LocalDateTime german,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant number,
            @JsonFormat(shape = JsonFormat.Shape.ARRAY) LocalDate array) {}

    @Test
    void aFormThatTheContractAsksForIsKept() {
        CborCodec codec = mapping.codec(Formatted.class);
        CborWriter out = new CborWriter(1000);
        Formatted value = new Formatted(
                LocalDateTime.of(2026, 1, 2, 3, 4), Instant.parse("2026-01-02T03:04:05.000000006Z"), LocalDate.MIN);
        codec.encode(value, out);
        assertThat(codec.decode(out.buffer(), 0, out.size())).isEqualTo(value);
    }

    @Test
    void nothingIsSentThatTheOtherSideWouldRefuse() {
        refused(BigDecimal.class, new BigDecimal("1E+1001"), Reason.LIMIT);
        refused(BigDecimal.class, new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE), Reason.LIMIT);
        refused(BigInteger.class, BigInteger.ONE.shiftLeft(512), Reason.LIMIT);
        refused(String.class, "\ud800", Reason.UNENCODABLE);
        refused(String.class, "x".repeat(5000) + "\udc00", Reason.UNENCODABLE);
        refused(byte[].class, new byte[9 << 20], Reason.TOO_LARGE);
        refused(int[].class, new int[100_000], Reason.LIMIT);
        refused(int.class, null, Reason.UNENCODABLE);
        RoundTripTest.Tree deep = new RoundTripTest.Tree("", null);
        for (int i = 0; i < 64; i++) {
            deep = new RoundTripTest.Tree("", List.of(deep));
        }
        refused(RoundTripTest.Tree.class, deep, Reason.UNENCODABLE);
        Map<String, String> nullKey = new HashMap<>();
        nullKey.put(null, "x");
        refused(new TypeReference<Map<String, String>>() {}.getType(), nullKey, Reason.UNENCODABLE);
    }

    @Test
    void aTupleWantsExactlyItsArguments() {
        CborCodec tuple = mapping.tuple(List.of(int.class, String.class));
        CborWriter out = new CborWriter(100);
        assertThatThrownBy(() -> tuple.encode(new Object[] {1}, out)).hasMessageContaining("1 arguments (expected: 2)");
        assertThatThrownBy(() -> tuple.encode(new Object[] {null, "a"}, out)).hasMessageContaining("argument 0");
        assertThat(out.size()).isZero();
        for (String hex : List.of("8101", "83010203", "82f6f6", "9f0160ff", "a16000", "f6", "00", "826001")) {
            byte[] bytes = Hex.bytes(hex);
            assertThatThrownBy(() -> tuple.decode(bytes, 0, bytes.length))
                    .as(hex)
                    .isInstanceOf(CborException.class);
        }
        CborCodec none = mapping.tuple(List.of());
        none.encode(new Object[0], out);
        assertThat(Hex.of(out.toByteArray())).isEqualTo("80");
        assertThat((Object[]) none.decode(out.buffer(), 0, 1)).isEmpty();
    }

    private void refused(Type type, Object value, Reason reason) {
        CborWriter out = new CborWriter(20 << 20);
        out.writeNull();
        assertThatThrownBy(() -> mapping.codec(type).encode(value, out))
                .isInstanceOfSatisfying(
                        CborException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        assertThat(out.size()).isEqualTo(1);
    }
}
