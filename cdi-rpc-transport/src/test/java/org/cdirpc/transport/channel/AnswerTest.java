package org.cdirpc.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.junit.jupiter.api.Test;

/** What an answer says of itself, wherever it was made. */
final class AnswerTest {

    @Test
    void aStepBeforeTheChannelAnswersWithAnObject() {
        Object value = new Object();
        Answer answer = Answer.local(value);
        assertThat(answer.ok()).isTrue();
        assertThat(answer.isLocal()).isTrue();
        assertThat(answer.remote()).isFalse();
        assertThat(answer.value()).isSameAs(value);
        assertThat(answer.progress()).isEqualTo(Progress.COMPLETED);
        assertThat(answer.length()).isZero();
        assertThat(answer.cause()).isNull();
        assertThat(Answer.local(null).isLocal()).isTrue();
        assertThat(Answer.local(null).value()).isNull();
    }

    /** A method may return an exception as its result, which is no failure; and a failure's exception is no result. */
    @Test
    void aValueThatIsAnExceptionIsNotTakenForACause() {
        Exception thrown = new Exception();
        Answer result = Answer.local(thrown);
        assertThat(result.value()).isSameAs(thrown);
        assertThat(result.cause()).isNull();
        Answer failure = Answer.localFailure(Progress.NOT_SENT, FailureCode.INTERNAL, "why", thrown);
        assertThat(failure.cause()).isSameAs(thrown);
        assertThat(failure.value()).isNull();
        assertThat(failure.isLocal()).isFalse();
    }

    @Test
    void whatTheChannelMakesIsNoLocalResult() {
        assertThat(Answer.appended().isLocal()).isFalse();
        assertThat(Answer.appended().value()).isNull();
        assertThat(Answer.reply(new byte[3], 3, false, false, 1).isLocal()).isFalse();
    }

    @Test
    void aRefusalMadeHereSaysWhenToTryAgain() {
        Answer refused = Answer.localFailure(Progress.NOT_SENT, FailureCode.REJECTED, 250, "full", null);
        assertThat(refused.retryAfterMillis()).isEqualTo(250);
        assertThat(Answer.localFailure(Progress.NOT_SENT, FailureCode.REJECTED, -1, "full", null)
                        .retryAfterMillis())
                .isZero();
    }
}
