package org.cdirpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallScopeTest {

    @Test
    void theInnermostScopeCountsAndTheOuterOneReturns() throws Exception {
        CallScope outer = CallScope.withTimeout(Duration.ofSeconds(1));
        CallScope inner = CallScope.create();

        CallScope seen = outer.call(() -> {
            assertThat(CurrentCall.scope()).isSameAs(outer);
            CallScope within = inner.call(CurrentCall::scope);
            assertThat(CurrentCall.scope()).isSameAs(outer);
            return within;
        });

        assertThat(seen).isSameAs(inner);
        assertThat(CurrentCall.scope()).isNull();
    }

    @Test
    void itEndsWhenTheCodeThrows() {
        try {
            CallScope.create().call(() -> {
                throw new IOException("as declared");
            });
        } catch (IOException expected) {
            assertThat(expected).hasMessage("as declared");
        }
        assertThat(CurrentCall.scope()).isNull();
    }

    @Test
    void valuesOutOfRangeSayWhatWasExpected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallScope.withTimeout(Duration.ZERO))
                .withMessage("CDIRPC000002: timeout: PT0S (expected: from 1 ms to 24 h)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallScope.withTimeout(Duration.ofHours(25)))
                .withMessageContaining("PT25H");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallScope.create().attach("", "x"))
                .withMessageContaining("CDIRPC000003");
        CallScope full = CallScope.create();
        for (int i = 0; i < CallScope.MAX_ATTACHMENTS; i++) {
            full.attach("key" + i, "");
        }
        full.attach("key0", "replaced");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> full.attach("one more", ""))
                .withMessageContaining("entry 65");
    }
}
