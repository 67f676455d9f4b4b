package org.cdirpc.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2       | 1.2 1.2.1 1.3 1.65535.65535 | 1.1 2.0 0.9",
                "[1.2,2)   | 1.2 1.9                     | 2.0 1.1",
                "[1.2,1.4] | 1.2 1.4                     | 1.4.1 1.1",
                "(1.2,1.4] | 1.2.1 1.4                   | 1.2",
                "[1.2,)    | 1.2 7.0                     | 1.1",
                "(,2)      | 0.0 1.9                     | 2.0",
                "[1.2]     | 1.2                         | 1.2.1 1.1",
                "65535.1   | 65535.2                     | 65535.0",
            })
    void holdsWhatLiesBetween(String text, String in, String out) {
        VersionRange range = VersionRange.parse(text);
        for (String version : in.split(" ")) {
            assertThat(range.contains(Version.parse(version))).as(version).isTrue();
        }
        for (String version : out.split(" ")) {
            assertThat(range.contains(Version.parse(version))).as(version).isFalse();
        }
        assertThat(VersionRange.parse(range.toString())).isEqualTo(range);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[1.2", "1.2)", "[1.2,2]x", "[,]", "(1.2)", "[a,b]", "[1.2,1.1]", "(1.2,1.2)", "[1,2,3]"})
    void saysWhatIsExpected(String text) {
        assertThatThrownBy(() -> VersionRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("CDIRPC00000[578]: .*expected.*");
    }

    @Test
    void isWrittenAsShortAsItCanBe() {
        assertThat(VersionRange.servedBy(Version.parse("1.2"))).hasToString("1.2");
        assertThat(VersionRange.parse("[1.2,2)")).hasToString("1.2");
        assertThat(VersionRange.parse("[1.2]")).hasToString("[1.2]");
        assertThat(new VersionRange(Version.parse("1.2"), true, Optional.empty(), true))
                .hasToString("[1.2,)");
        assertThat(VersionRange.parse("(1.2, 1.4)")).hasToString("(1.2,1.4)");
    }
}
