package org.cdirpc.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The numbers are in frames of every release: they never change. */
class FailureWordsTest {

    @Test
    void numbersOfProgress() {
        assertThat(Progress.values()).extracting(Progress::wireId).containsExactly(0, 1, 2, 3);
        for (Progress progress : Progress.values()) {
            assertThat(Progress.ofWireId(progress.wireId())).isSameAs(progress);
        }
        assertThat(Progress.ofWireId(200)).isEqualTo(Progress.UNKNOWN);
        assertThat(Progress.UNKNOWN.certainlyNotRun()).isFalse();
        assertThat(Progress.COMPLETED.certainlyNotRun()).isFalse();
    }

    @Test
    void numbersOfCodes() {
        for (FailureCode code : FailureCode.values()) {
            assertThat(code.wireId()).isEqualTo(code.ordinal());
            assertThat(FailureCode.ofWireId(code.wireId())).isSameAs(code);
        }
        assertThat(FailureCode.UNDECLARED_EXCEPTION.wireId()).isEqualTo(16);
        assertThat(FailureCode.ofWireId(250)).isEqualTo(FailureCode.INTERNAL);
        assertThat(FailureCode.ofWireId(-1)).isEqualTo(FailureCode.INTERNAL);
    }
}
