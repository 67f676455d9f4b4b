package org.cdirpc.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

    @Test
    void missingPartsAreZero() {
        assertThat(Version.parse("1")).isEqualTo(new Version(1, 0, 0));
        assertThat(Version.parse("1.2")).isEqualTo(new Version(1, 2, 0));
        assertThat(Version.parse("65535.65535.65535")).hasToString("65535.65535.65535");
        assertThat(Version.parse("1.2.0")).hasToString("1.2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1.", ".1", "a", "1.2.3.4", "-1", "65536", "1.65536", "1.2.99999", "1 .2", "１", "999999"})
    void anotherFormIsAnErrorWithTheValueAndWhatWasExpected(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Version.parse(text))
                .withMessageStartingWith("CDIRPC000005: version: \"" + text + "\" (expected: major.minor");
    }

    @ParameterizedTest
    @CsvSource({
        "1.2, 1.2, true", "1.3, 1.2, true", "1.2.1, 1.2, true", "1.10, 1.9, true",
        "1.1, 1.2, false", "1.2, 1.2.1, false", "2.2, 1.2, false", "1.2, 2.0, false"
    })
    void aProviderServesTheSameMajorIfItIsNotOlder(String provider, String needed, boolean serves) {
        assertThat(Version.parse(provider).serves(Version.parse(needed))).isEqualTo(serves);
    }
}
