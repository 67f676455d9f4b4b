package org.cdirpc.extension.server;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cdirpc.extension.call.FailureDetails;
import org.cdirpc.extension.call.InterceptorChain;
import org.jspecify.annotations.Nullable;

/** Runs a call that was claimed, and keeps what it comes to before anybody is told. */
final class FirstCall {

    private final Idempotency idempotency;
    private final KeptAnswers kept;
    private final String method;
    private final Idempotency.Claim claim;
    private final GuardedCall call;

    FirstCall(Idempotency idempotency, KeptAnswers kept, String method, Idempotency.Claim claim, GuardedCall call) {
        this.idempotency = idempotency;
        this.kept = kept;
        this.method = method;
        this.claim = claim;
        this.call = call;
    }

    CompletionStage<@Nullable Object> run() {
        CompletionStage<@Nullable Object> outcome;
        try {
            outcome = call.runBean();
        } catch (RuntimeException | Error fault) {
            conclude(null, fault);
            throw fault;
        }
        CompletableFuture<@Nullable Object> told = new CompletableFuture<>();
        if (outcome instanceof CompletableFuture<@Nullable Object> there && there.isDone()) {
            // Still on the thread that the call came on, which may wait.
            outcome.<@Nullable Object>handle((value, thrown) -> concludeAndTell(value, thrown, told));
        } else {
            outcome.<@Nullable Object>handle((value, thrown) -> {
                idempotency.blocking().execute(() -> concludeAndTell(value, thrown, told));
                return null;
            });
        }
        return told;
    }

    private @Nullable Void concludeAndTell(
            @Nullable Object value, @Nullable Throwable wrapped, CompletableFuture<@Nullable Object> told) {
        Throwable thrown = wrapped == null ? null : InterceptorChain.unwrapped(wrapped);
        try {
            conclude(value, thrown);
        } finally {
            if (thrown == null) {
                told.complete(value);
            } else {
                told.completeExceptionally(thrown);
            }
        }
        return null;
    }

    private void conclude(@Nullable Object value, @Nullable Throwable thrown) {
        try {
            if (thrown != null && !call.begun()) {
                idempotency.book().removeIf(claim.entry(), claim.record().encode());
            } else if (!isOpen(thrown)) {
                keep(value, thrown);
            }
            // A bean that was not waited for leaves its claim: what it comes to nobody will know.
        } catch (RuntimeException | Error failure) {
            // The caller is told all the same; repeats are told that the call may have run.
            IdempotencyLog.LOG.notKept(method, FailureDetails.messageOf(failure), failure);
        } finally {
            idempotency.end(claim);
        }
    }

    /** Whether nobody waited for the end: a stage that the call's cancellation completed says nothing of the work behind it. */
    private boolean isOpen(@Nullable Throwable thrown) {
        return thrown instanceof BeanInvoker.DeadlinePassed
                || (thrown instanceof CancellationException && call.context().cancelled());
    }

    private void keep(@Nullable Object value, @Nullable Throwable thrown) {
        if (claim.endNanos() - idempotency.nanoTime() <= 0) {
            // Somebody else may have claimed the key since.
            IdempotencyLog.LOG.tooLate(method, idempotency.options().keep());
            return;
        }
        AnswerRecord answer =
                thrown == null ? kept.returned(claim.record(), value) : kept.threw(claim.record(), thrown);
        idempotency
                .book()
                .put(claim.entry(), answer.encode(), idempotency.options().keep());
    }
}
