package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;

/** What was seen to get through the library, on the path that is really used. */
@NullUnmarked
class RefusalTest {

    private static final CborMapping MAPPING = new CborMapping(CborLimits.DEFAULT);

    enum Color {
        RED
    }

    record Point(int x, long y) {}

    record Prices(double a, float b, BigDecimal c) {}

    public static class FromText {
        String text = "";

        public FromText() {}

        public FromText(String text) {
            this.text = text;
        }
    }

    static Stream<Arguments> coercions() {
        return Stream.of(
                // text, bytes, booleans and floats as numbers
                Arguments.of(int.class, "6137"),
                Arguments.of(Integer.class, "6137"),
                Arguments.of(Integer.class, "60"),
                Arguments.of(long.class, "6137"),
                Arguments.of(int.class, "f5"),
                Arguments.of(int.class, "f6"),
                Arguments.of(int.class, "4137"),
                Arguments.of(int.class, "fb3ff0000000000000"),
                Arguments.of(int.class, "c4820001"),
                Arguments.of(int.class, "1a80000000"),
                Arguments.of(int.class, "8101"),
                Arguments.of(int.class, "a0"),
                Arguments.of(byte.class, "18ff"),
                Arguments.of(byte.class, "c24101"),
                Arguments.of(short.class, "1a00010000"),
                Arguments.of(long.class, "1bffffffffffffffff"),
                Arguments.of(long.class, "c249010000000000000000"),
                Arguments.of(OptionalInt.class, "6137"),
                Arguments.of(OptionalInt.class, "fb3ff0000000000000"),
                Arguments.of(BigInteger.class, "6137"),
                Arguments.of(BigInteger.class, "c4820001"),
                Arguments.of(BigInteger.class, "4137"),
                Arguments.of(BigDecimal.class, "6137"),
                Arguments.of(BigDecimal.class, "60"),
                Arguments.of(BigDecimal.class, "fb7ff8000000000000"),
                Arguments.of(BigDecimal.class, "fb3ff0000000000000"),
                Arguments.of(double.class, "6137"),
                Arguments.of(double.class, "634e614e"),
                Arguments.of(double.class, "68496e66696e697479"),
                Arguments.of(double.class, "c4821903e801"),
                Arguments.of(Double.class, "c24101"),
                Arguments.of(Double.class, "f5"),
                Arguments.of(float.class, "fb7fefffffffffffff"),
                Arguments.of(OptionalDouble.class, "634e614e"),
                Arguments.of(double[].class, "81634e614e"),
                Arguments.of(double[].class, "81c4821903e801"),
                Arguments.of(double[].class, "81f6"),
                Arguments.of(double[].class, "f5"),
                Arguments.of(float[].class, "81fb7fefffffffffffff"),
                Arguments.of(int[].class, "816137"),
                Arguments.of(int[].class, "81f6"),
                Arguments.of(int[].class, "81fb3ff0000000000000"),
                Arguments.of(long[].class, "816137"),
                Arguments.of(boolean[].class, "8101"),
                Arguments.of(boolean[].class, "816474727565"),
                Arguments.of(boolean.class, "01"),
                Arguments.of(boolean.class, "6474727565"),
                Arguments.of(Boolean.class, "60"),
                // anything else as text or bytes
                Arguments.of(String.class, "07"),
                Arguments.of(String.class, "f5"),
                Arguments.of(String.class, "4161"),
                Arguments.of(String.class, "fb3ff0000000000000"),
                Arguments.of(String.class, "80"),
                Arguments.of(String.class, "a0"),
                Arguments.of(type(new TypeReference<List<String>>() {}), "8107"),
                Arguments.of(type(new TypeReference<List<String>>() {}), "814161"),
                Arguments.of(String[].class, "8107"),
                Arguments.of(String[].class, "814161"),
                Arguments.of(type(new TypeReference<Map<String, String>>() {}), "a1616107"),
                Arguments.of(type(new TypeReference<Optional<String>>() {}), "07"),
                Arguments.of(char.class, "1861"),
                Arguments.of(char.class, "60"),
                Arguments.of(char.class, "626161"),
                Arguments.of(char[].class, "816161"),
                Arguments.of(char[].class, "4161"),
                Arguments.of(byte[].class, "6459576b3d"),
                Arguments.of(byte[].class, "820102"),
                Arguments.of(byte[].class, "01"),
                Arguments.of(byte[].class, "60"),
                Arguments.of(UUID.class, "43010203"),
                Arguments.of(UUID.class, "6b" + "41".repeat(11)),
                // numbers and numeric text as times
                Arguments.of(Instant.class, "01"),
                Arguments.of(Instant.class, "fb3ff0000000000000"),
                Arguments.of(Instant.class, "c4820001"),
                Arguments.of(Instant.class, "6137"),
                Arguments.of(Instant.class, "63372e35"),
                Arguments.of(Instant.class, "60"),
                Arguments.of(Instant.class, "820102"),
                Arguments.of(OffsetDateTime.class, "6137"),
                Arguments.of(OffsetDateTime.class, "01"),
                Arguments.of(LocalDate.class, "01"),
                Arguments.of(LocalDate.class, "8319 07ea 01 01"),
                Arguments.of(LocalDate.class, "60"),
                Arguments.of(Duration.class, "01"),
                Arguments.of(Duration.class, "6137"),
                Arguments.of(Duration.class, "60"),
                Arguments.of(Year.class, "6432303236"),
                Arguments.of(Date.class, "01"),
                Arguments.of(Date.class, "6137"),
                Arguments.of(URI.class, "01"),
                // enums by name only
                Arguments.of(Color.class, "00"),
                Arguments.of(Color.class, "6130"),
                Arguments.of(Color.class, "60"),
                Arguments.of(Color.class, "63726564"),
                Arguments.of(Color.class, "81635245 44"),
                Arguments.of(type(new TypeReference<Map<Color, String>>() {}), "a1613060"),
                // objects are objects
                Arguments.of(Point.class, "60"),
                Arguments.of(Point.class, "80"),
                Arguments.of(Point.class, "820102"),
                Arguments.of(Point.class, "a0"),
                Arguments.of(Point.class, "a161 78 01"),
                Arguments.of(Point.class, "a261 78 01 61 79 f6"),
                Arguments.of(Point.class, "a361 78 01 61 78 02 61 79 01"),
                Arguments.of(Point.class, "a361 78 01 61 79 02 61 79 01"),
                Arguments.of(Prices.class, "a361 61 6137 61 62 00 61 63 00"),
                Arguments.of(FromText.class, "6161"),
                Arguments.of(FromText.class, "60"),
                Arguments.of(type(new TypeReference<List<Integer>>() {}), "01"),
                Arguments.of(type(new TypeReference<List<Integer>>() {}), "60"),
                Arguments.of(type(new TypeReference<List<Integer>>() {}), "a0"),
                Arguments.of(type(new TypeReference<Map<String, Integer>>() {}), "80"),
                Arguments.of(type(new TypeReference<Map<String, Integer>>() {}), "60"),
                Arguments.of(type(new TypeReference<Map<String, Integer>>() {}), "a2616101616102"),
                Arguments.of(type(new TypeReference<Map<Integer, Integer>>() {}), "a10101"),
                Arguments.of(type(new TypeReference<Map<Integer, Integer>>() {}), "a1616101"),
                Arguments.of(Point.class, "82696576696c2e54797065 a0"));
    }

    @ParameterizedTest
    @MethodSource("coercions")
    void nothingIsTakenForAnotherType(Type type, String hex) {
        byte[] bytes = Hex.bytes(hex);
        assertThatThrownBy(() -> MAPPING.codec(type).decode(bytes, 0, bytes.length))
                .isInstanceOf(CborException.class)
                .hasMessageStartingWith("CDIRPC110");
        byte[] body = new byte[bytes.length + 1];
        body[0] = (byte) 0x81;
        System.arraycopy(bytes, 0, body, 1, bytes.length);
        assertThatThrownBy(() -> MAPPING.tuple(List.of(type)).decode(body, 0, body.length))
                .isInstanceOf(CborException.class)
                .hasMessageStartingWith("CDIRPC110");
    }

    @Test
    void anIntegerIsAFloatAndADecimalToo() {
        assertThat(decode(double.class, Hex.bytes("07"))).isEqualTo(7.0);
        assertThat(decode(float.class, Hex.bytes("f93c00"))).isEqualTo(1f);
        assertThat(decode(BigDecimal.class, Hex.bytes("07"))).isEqualTo(new BigDecimal(7));
    }

    @Test
    void messagesDoNotRepeatTheInput() {
        Type type = type(new TypeReference<Map<String, List<Integer>>>() {});
        byte[] body = {(byte) 0xa1, 0x63, 'k', 'e', 'y', (byte) 0x81, 0x66, 's', 'e', 'c', 'r', 'e', 't'};
        assertThatThrownBy(() -> MAPPING.codec(type).decode(body, 0, body.length))
                .hasMessageContaining("Map{}[0] is not readable as")
                .hasMessageNotContaining("key")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    private static Object decode(Type type, byte[] bytes) {
        return MAPPING.codec(type).decode(bytes, 0, bytes.length);
    }

    private static Type type(TypeReference<?> reference) {
        return reference.getType();
    }
}
