package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.cdirpc.transport.cbor.CborException.Reason;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class CborCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "17",
                "1818",
                "190100",
                "1a00010000",
                "1bffffffffffffffff",
                "20",
                "3bffffffffffffffff",
                "40",
                "43010203",
                "60",
                "63616263",
                "80",
                "820102",
                "9f0102ff",
                "9fff",
                "a0",
                "a1616101",
                "bf616101ff",
                "bfff",
                "f4",
                "f5",
                "f6",
                "f97e00",
                "fa7fc00000",
                "fb7ff0000000000000",
                "c24100",
                "c2420100",
                "c341ff",
                "c4820a05",
                "c4823903e705",
                "c48200c24101",
                "9f9f80ffa0ff",
                "a16161bf6162820102ff",
                "62c3bc",
                "63e4bda0",
                "64f09f9880",
                "64f48fbfbf"
            })
    void whatOurEncodersWritePasses(String hex) {
        byte[] bytes = Hex.bytes(hex);
        assertThat(CborCheck.check(bytes, 0, bytes.length, CborLimits.DEFAULT)).isEqualTo(bytes.length);
    }

    @ParameterizedTest
    @CsvSource({
        "TRUNCATED, ''",
        "TRUNCATED, 18",
        "TRUNCATED, 1b00",
        "TRUNCATED, 4201",
        "TRUNCATED, 82 01",
        "TRUNCATED, a1 6161",
        "TRUNCATED, 9f 01",
        "TRUNCATED, fb 00",
        "TRUNCATED, 5a 80000000 00",
        "TRUNCATED, 5a ffffffff 00",
        "TRUNCATED, 7a 80000000 00",
        "TRUNCATED, 7a ffffffff 00",
        "TRUNCATED, 5b 000000007fffffff 00",
        "TRUNCATED, 5b 7fffffffffffffff 00",
        "TRUNCATED, 5b ffffffffffffffff 00",
        "TRUNCATED, 9a 80000000 00",
        "TRUNCATED, 9a ffffffff 00",
        "TRUNCATED, 9b 7fffffffffffffff 00",
        "TRUNCATED, ba ffffffff 00",
        "TRUNCATED, bb 8000000000000000 00",
        "REFUSED, 5f ff",
        "REFUSED, 5f 40 40 ff",
        "REFUSED, 7f 60 ff",
        "REFUSED, c2 5f ff",
        "REFUSED, c0 60",
        "REFUSED, c1 00",
        "REFUSED, d9d9f7 00",
        "REFUSED, d8 18 41 00",
        "REFUSED, c2 c2 41 01",
        "REFUSED, c2 41 ff",
        "REFUSED, c2 40",
        "REFUSED, c3 40",
        "REFUSED, c4 82 00 c3 40",
        "REFUSED, c2 01",
        "REFUSED, c4 01",
        "REFUSED, c4 9f 01 02 ff",
        "REFUSED, c4 83 01 02 03",
        "REFUSED, c4 82 60 01",
        "REFUSED, c4 82 c2 41 01 01",
        "REFUSED, c4 82 01 c4 82 01 01",
        "REFUSED, c4 82 01 fb 0000000000000000",
        "REFUSED, c5 82 01 01",
        "LIMIT, c4 82 1a 000f4240 01",
        "LIMIT, c4 82 19 03e9 01",
        "LIMIT, c4 82 39 03e8 01",
        "LIMIT, c4 82 3b ffffffffffffffff 01",
        "REFUSED, a1 01 02",
        "REFUSED, a1 41 61 02",
        "REFUSED, bf 01 02 ff",
        "REFUSED, a1 c0 6161 02",
        "REFUSED, f7",
        "REFUSED, e0",
        "REFUSED, f8 20",
        "REFUSED, f818",
        "MALFORMED, 1c",
        "MALFORMED, 1f",
        "MALFORMED, 3e",
        "MALFORMED, 5d",
        "MALFORMED, 9e",
        "MALFORMED, df 00",
        "MALFORMED, fc",
        "MALFORMED, ff",
        "MALFORMED, 81 ff",
        "MALFORMED, a1 ff 00",
        "MALFORMED, bf 6161 ff",
        "MALFORMED, 61 80",
        "MALFORMED, 61 ff",
        "MALFORMED, 62 c0 80",
        "MALFORMED, 62 c1 bf",
        "MALFORMED, 63 e0 80 80",
        "MALFORMED, 63 ed a0 80",
        "MALFORMED, 63 ed bf bf",
        "MALFORMED, 64 f0 80 80 80",
        "MALFORMED, 64 f4 90 80 80",
        "MALFORMED, 64 f5 80 80 80",
        "MALFORMED, 62 e4 bd",
        "MALFORMED, 6a 6161616161616161 c3 61",
        "MALFORMED, a1 61 ff 01"
    })
    void whatNobodyOfUsWritesIsRefused(Reason reason, String hex) {
        byte[] bytes = Hex.bytes(hex);
        assertThatThrownBy(() -> CborCheck.check(bytes, 0, bytes.length, CborLimits.DEFAULT))
                .asInstanceOf(InstanceOfAssertFactories.type(CborException.class))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e).hasMessageStartingWith("CDIRPC1100").hasMessageContaining("expected: ");
                    assertThat(e.offset()).isBetween(-1, bytes.length);
                });
    }

    @Test
    void findsTheEndOfOneItemAmongOthers() {
        byte[] bytes = Hex.bytes("00 a1616101 9f01ff");
        assertThat(CborCheck.check(bytes, 1, bytes.length - 1, CborLimits.DEFAULT))
                .isEqualTo(5);
        assertThat(CborCheck.check(bytes, 5, 3, CborLimits.DEFAULT)).isEqualTo(8);
        assertThatThrownBy(() -> CborCheck.checkWhole(bytes, 1, bytes.length - 1, CborLimits.DEFAULT))
                .isInstanceOfSatisfying(
                        CborException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TRAILING));
    }

    @Test
    void depth64PassesAnd65DoesNot() {
        assertThat(checkNested("81", 63, "80")).isNull();
        assertThat(checkNested("81", 64, "80")).isEqualTo(Reason.LIMIT);
        assertThat(checkNested("a160", 63, "80")).isNull();
        assertThat(checkNested("a160", 64, "80")).isEqualTo(Reason.LIMIT);
        assertThat(checkNested("81", 63, "c4820101")).isNull();
        assertThat(checkNested("81", 64, "c4820101")).isEqualTo(Reason.LIMIT);
    }

    @Test
    void itemsAreCounted() {
        CborLimits ten = new CborLimits(64, 10, 64, 1000, 1000);
        byte[] nine = Hex.bytes("89" + "00".repeat(9));
        byte[] open = Hex.bytes("9f" + "00".repeat(10) + "ff");
        CborCheck.checkWhole(nine, 0, nine.length, ten);
        assertThatThrownBy(() -> CborCheck.checkWhole(open, 0, open.length, ten))
                .hasMessageContaining("10 items");
    }

    @Test
    void aBodyAtTheCapPassesAndOneByteMoreDoesNot() {
        CborLimits limits = CborLimits.DEFAULT.withMaxBodyBytes(100);
        byte[] atCap = Hex.bytes("5862" + "00".repeat(98));
        byte[] above = Hex.bytes("5863" + "00".repeat(99));
        CborCheck.checkWhole(atCap, 0, atCap.length, limits);
        assertThatThrownBy(() -> CborCheck.checkWhole(above, 0, above.length, limits))
                .isInstanceOfSatisfying(
                        CborException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
    }

    @Test
    void integersOf64BytesPassAndLongerOnesDoNot() {
        byte[] fine = Hex.bytes("c2 5840" + "01".repeat(64));
        byte[] long65 = Hex.bytes("c2 5841" + "01".repeat(65));
        CborCheck.checkWhole(fine, 0, fine.length, CborLimits.DEFAULT);
        assertThatThrownBy(() -> CborCheck.checkWhole(long65, 0, long65.length, CborLimits.DEFAULT))
                .hasMessageContaining("65 bytes");
    }

    @Test
    void limitsSayWhatIsWrongWithThem() {
        assertThatThrownBy(() -> new CborLimits(0, 1, 8, 0, 1)).hasMessageContaining("maxDepth: 0 (expected: 1..1000)");
    }

    private static Reason checkNested(String open, int levels, String inner) {
        byte[] bytes = Hex.bytes(open.repeat(levels) + inner);
        try {
            CborCheck.checkWhole(bytes, 0, bytes.length, CborLimits.DEFAULT);
            return null;
        } catch (CborException e) {
            return e.reason();
        }
    }
}
