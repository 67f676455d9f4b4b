package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cdirpc.transport.cbor.CborException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborWriterReaderTest {

    /** Examples of RFC 8949 appendix A. */
    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "23, 17",
        "24, 1818",
        "255, 18ff",
        "256, 190100",
        "65535, 19ffff",
        "65536, 1a00010000",
        "4294967295, 1affffffff",
        "4294967296, 1b0000000100000000",
        "9223372036854775807, 1b7fffffffffffffff",
        "-1, 20",
        "-24, 37",
        "-25, 3818",
        "-256, 38ff",
        "-257, 390100",
        "-9223372036854775808, 3b7fffffffffffffff"
    })
    void headsAreAsShortAsTheyCanBe(long value, String hex) {
        byte[] bytes = new CborWriter(100).writeLong(value).toByteArray();
        assertThat(Hex.of(bytes)).isEqualTo(hex);
        assertThat(reader(bytes).readLong()).isEqualTo(value);
    }

    @Test
    void everythingWrittenIsReadBackAndPassesTheCheck() {
        CborWriter out = new CborWriter(1000);
        out.writeArray(11)
                .writeText("grüß 😀")
                .writeText("")
                .writeBytes(new byte[] {1, 2})
                .writeBoolean(true);
        out.writeBoolean(false)
                .writeNull()
                .writeDouble(-0.0)
                .writeFloat(Float.NaN)
                .writeInt(-7);
        out.writeMap(1).writeText("k").writeText("v").writeArray(0);
        CborCheck.checkWhole(out.buffer(), 0, out.size(), CborLimits.DEFAULT);

        CborReader in = reader(out.toByteArray());
        assertThat(in.readArray()).isEqualTo(11);
        assertThat(in.readText()).isEqualTo("grüß 😀");
        assertThat(in.readText()).isEmpty();
        assertThat(in.readBytes()).containsExactly(1, 2);
        assertThat(in.readBoolean()).isTrue();
        assertThat(in.tryNull()).isFalse();
        assertThat(in.readBoolean()).isFalse();
        assertThat(in.tryNull()).isTrue();
        assertThat(in.readDouble()).isEqualTo(-0.0);
        assertThat(in.readFloat()).isNaN();
        assertThat(in.readInt()).isEqualTo(-7);
        assertThat(in.readMap()).isEqualTo(1);
        assertThat(in.readText()).isEqualTo("k");
        in.skip();
        assertThat(in.atEnd()).isFalse();
        assertThat(in.readArray()).isZero();
        in.expectEnd();
    }

    @Test
    void writingStopsAtTheBound() {
        CborWriter out = new CborWriter(1, 10);
        out.writeBytes(new byte[9]);
        assertThat(out.size()).isEqualTo(10);
        assertThatThrownBy(out::writeNull)
                .isInstanceOfSatisfying(
                        CborException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE))
                .hasMessageContaining("at most 10");
        out.truncate(1);
        assertThatThrownBy(() -> out.writeText("a".repeat(10))).hasMessageContaining("at most 10");
        out.clear();
        assertThat(out.reserve(4)).isZero();
        assertThat(out.writeInt(1).size()).isEqualTo(5);
        assertThatThrownBy(() -> new CborWriter(0)).hasMessageContaining("CDIRPC110100");
    }

    @Test
    void halfASurrogatePairIsNotWritten() {
        CborWriter out = new CborWriter(100);
        assertThatThrownBy(() -> out.writeText("a\ud800")).isInstanceOf(CborException.class);
        assertThatThrownBy(() -> out.writeText("\udc00a")).isInstanceOf(CborException.class);
        assertThat(out.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1b00",
                "7a80000000",
                "7affffffff00",
                "7b7fffffffffffffff",
                "61ff",
                "7fff",
                "40",
                "62c080",
                "f6"
            })
    void aTextThatIsNoneIsRefused(String hex) {
        CborReader in = reader(Hex.bytes(hex));
        assertThatThrownBy(in::readText).isInstanceOf(CborException.class);
        assertThat(in.position()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9a80000000",
                "9affffffff",
                "9b7fffffffffffffff",
                "9bffffffffffffffff",
                "9fff",
                "a0",
                "9c",
                "8200"
            })
    void anArrayThatIsNoneIsRefused(String hex) {
        CborReader in = reader(Hex.bytes(hex));
        assertThatThrownBy(in::readArray).isInstanceOf(CborException.class);
        assertThat(in.position()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1bffffffffffffffff", "3bffffffffffffffff", "1a80000000", "60", "1c", "1f", "fa00000000"})
    void anIntegerOfMoreThan32BitsIsRefused(String hex) {
        CborReader in = reader(Hex.bytes(hex));
        assertThatThrownBy(in::readInt).isInstanceOf(CborException.class);
        assertThat(in.position()).isZero();
    }

    private static CborReader reader(byte[] bytes) {
        return new CborReader(bytes, 0, bytes.length, CborLimits.DEFAULT);
    }
}
