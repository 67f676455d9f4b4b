package org.cdirpc.faults.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadSpecTest {

    @Test
    void aSpecIsReadAsItWasWritten() {
        LoadSpec spec =
                LoadSpec.of("a", 100, 20, Duration.ofMillis(1500)).pinging(7).atMost(9);
        assertThat(LoadSpec.parse(spec.line())).isEqualTo(spec);
        LoadSpec echoes = spec.echoing(400);
        assertThat(LoadSpec.parse(echoes.line())).isEqualTo(echoes).isNotEqualTo(spec);
    }

    @Test
    void aSpecWithoutItsRateIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadSpec.parse("name=a millis=5"))
                .withMessageContaining("without rate");
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
