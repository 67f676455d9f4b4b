package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cdirpc.Remote;
import org.cdirpc.RpcException;
import org.cdirpc.RpcRemoteException;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which tries of a call may follow which. */
class RepeatGuardTest {

    @Remote
    interface Till {
        String book() throws IOException;
    }

    private final RepeatGuard guard = new RepeatGuard(
            Contract.read(Till.class).contract().orElseThrow().methods().get(0));
    private final List<String> sent = new ArrayList<>();

    private Object send() throws Exception {
        return guard.run(() -> {
            sent.add("sent");
            return "booked";
        });
    }

    private Throwable fail(Exception failure) {
        return catchThrowable(() -> guard.run(() -> {
            throw failure;
        }));
    }

    private static RpcException failure(Progress progress) {
        return new RpcException(FailureCode.INTERNAL, progress, "broken", null);
    }

    @ParameterizedTest
    @EnumSource(
            value = Progress.class,
            names = {"NOT_SENT", "NOT_STARTED"})
    void whatDidNotRunIsRepeated(Progress progress) throws Exception {
        fail(failure(progress));
        assertThat(send()).isEqualTo("booked");
    }

    @ParameterizedTest
    @EnumSource(
            value = Progress.class,
            names = {"UNKNOWN", "COMPLETED"})
    void whatMayHaveRunIsNot(Progress progress) {
        RpcException failure = failure(progress);
        fail(failure);
        assertThat(catchThrowable(this::send)).isSameAs(failure);
        assertThat(catchThrowable(this::send)).isSameAs(failure);
        assertThat(sent).isEmpty();
    }

    @Test
    void whatTheBeanThrewMayBeTriedAgain() throws Exception {
        fail(new RpcRemoteException("odd", "some.Exception", List.of()));
        assertThat(send()).isEqualTo("booked");
        fail(new IOException("declared"));
        assertThat(send()).isEqualTo("booked");
    }

    @Test
    void aStageThatIsNotDoneIsUnderWay() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        guard.run(() -> stage);
        assertThat(catchThrowable(this::send))
                .hasMessageStartingWith("CDIRPC330023")
                .satisfies(e -> assertThat(((RpcException) e).progress()).isEqualTo(Progress.UNKNOWN));
        stage.completeExceptionally(failure(Progress.NOT_STARTED));
        assertThat(send()).isEqualTo("booked");
    }

    @Test
    void aStageThatFailedSaysHowFarItGot() throws Exception {
        RpcException failure = failure(Progress.UNKNOWN);
        guard.run(() -> CompletableFuture.failedFuture(failure));
        assertThat(catchThrowable(this::send)).isSameAs(failure);
    }

    @Test
    void aCancelledStageMayHaveRun() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        guard.run(() -> stage);
        stage.cancel(true);
        assertThat(catchThrowable(this::send)).hasMessageStartingWith("CDIRPC330023");
    }

    @Test
    void ofTwoThreadsOneSends() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        CompletableFuture<Object> first = CompletableFuture.supplyAsync(() -> {
            try {
                return guard.run(() -> {
                    inside.countDown();
                    return over.await(10, TimeUnit.SECONDS);
                });
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(catchThrowable(this::send)).hasMessageStartingWith("CDIRPC330023");
        over.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(true);
        assertThat(send()).isEqualTo("booked");
    }
}
