package org.cdirpc.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.cdirpc.sample.demo.DemoOptions.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {

    @Test
    void withoutOptionsItIsEndless() throws UsageException {
        DemoOptions options = DemoOptions.parse();
        assertThat(options).isEqualTo(new DemoOptions(false, false, false, OptionalLong.empty(), OptionalInt.empty()));
        assertThat(options.endless()).isTrue();
    }

    @Test
    void allOptionsMayBeGiven() throws UsageException {
        DemoOptions options = DemoOptions.parse("--chaos", "--seed", "-7", "--smoke", "--seconds", "20", "--help");
        assertThat(options).isEqualTo(new DemoOptions(true, true, true, OptionalLong.of(-7), OptionalInt.of(20)));
        assertThat(options.endless()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --smok               | unknown option: --smok (expected: --smoke, --chaos, --seed, --seconds or --help)
            smoke                | unknown option: smoke (expected: --smoke, --chaos, --seed, --seconds or --help)
            --seconds            | --seconds: nothing after it (expected: a whole number from 5 to 86400)
            --seconds 4          | --seconds: 4 (expected: a whole number from 5 to 86400)
            --seconds 86401      | --seconds: 86401 (expected: a whole number from 5 to 86400)
            --seconds 1.5        | --seconds: 1.5 (expected: a whole number from 5 to 86400)
            --chaos --seed x     | --seed: x (expected: a whole number)
            --chaos --seed       | --seed: nothing after it (expected: a whole number)
            --smoke --seed 3     | --seed: nothing is random without --chaos (expected: --chaos --seed N)
            """)
    void whatIsNotUnderstoodIsSaid(String arguments, String message) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> DemoOptions.parse(arguments.split(" ")))
                .withMessage(message);
    }
}
