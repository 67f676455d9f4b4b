package org.cdirpc.extension.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.cdirpc.RpcException;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailuresTest {

    @ParameterizedTest
    @EnumSource(FailureCode.class)
    void everyCodeBecomesAnExceptionThatCarriesIt(FailureCode code) {
        for (Progress progress : Progress.values()) {
            RpcException exception = Failures.exception(code, progress, "CDIRPC340014: what happened", null);
            assertThat(exception.code()).isEqualTo(code);
            assertThat(exception.progress()).isEqualTo(progress);
            assertThat(exception).hasMessage("CDIRPC340014: what happened");
            assertThat(exception.toString()).endsWith("[" + code + ", " + progress + "]");
        }
    }
}
