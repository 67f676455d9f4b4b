package org.cdirpc.faults.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LoadSpecTest {

    @Test
    void aSpecIsReadAsItWasWritten() {
        LoadSpec spec =
                LoadSpec.of("a", 100, 20, Duration.ofMillis(1500)).pinging(7).atMost(9);
        assertThat(LoadSpec.parse(spec.line())).isEqualTo(spec);
        LoadSpec echoes = spec.echoing(400);
        assertThat(LoadSpec.parse(echoes.line())).isEqualTo(echoes).isNotEqualTo(spec);
        LoadSpec fetches = spec.fetching(400);
        assertThat(LoadSpec.parse(fetches.line())).isEqualTo(fetches).isNotEqualTo(echoes);
    }

    @Test
    void someCallsRunForLongIfAskedTo() {
        LoadSpec spec =
                LoadSpec.of("a", 100, 20, Duration.ofSeconds(9)).upTo(5000).oneWayPercent(10);
        assertThat(LoadSpec.parse(spec.line())).isEqualTo(spec);
        assertThat(spec.millisOf(7)).isEqualTo(20);
        assertThat(LongStream.range(1, 2000).mapToInt(spec::millisOf).filter(millis -> millis != 20))
                .hasSizeBetween(95, 100)
                .allMatch(millis -> millis < 5000)
                .anyMatch(millis -> millis > 4000);
    }

    @Test
    void aSpecWithoutItsRateIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadSpec.parse("name=a millis=5"))
                .withMessageContaining("without rate");
    }

    @Test
    void anEchoIsAnsweredWithWhatItBringsOrAsksFor() {
        assertThat(Payload.answer(5, Payload.request(5, 400))).isEqualTo(Payload.of(5, 400));
        assertThat(Payload.answer(5, Payload.request(5, -400))).isEqualTo(Payload.of(5, 400));
        assertThat(Payload.request(5, -400)).hasSizeLessThan(10);
        assertThat(Payload.answer(6, Payload.request(5, 400))).as("another's").isNull();
    }

    @Test
    void aPayloadBelongsToOneCall() {
        byte[] bytes = Payload.of(5, 400);
        assertThat(Payload.belongs(5, bytes, 400)).isTrue();
        assertThat(Payload.belongs(6, bytes, 400)).isFalse();
        assertThat(Payload.belongs(5, bytes, 401)).isFalse();
        bytes[399] ^= 1;
        assertThat(Payload.belongs(5, bytes, 400)).isFalse();
    }
}
