package org.cdirpc.extension.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.cdirpc.RpcEvent;
import org.cdirpc.RpcEvent.CircuitState;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Fails the calls of a method at once while nearly all of them would fail after a long wait: the circuit breaker of
 * Michael Nygard, "Release It!", 2007. Whole calls count, over all their attempts, and of their failures only those that
 * cost time or are nobody's fault but the service's: timeouts, lost connections and internal faults. Refusals do not, for
 * overload has pushback of its own, nor what the bean throws.
 *
 * <p>Lock-free. While closed a call reads one volatile field and counts itself.
 */
final class CircuitBreaker {

    private static final long LEAST_CALLS = 20;
    private static final long FIRST_OPEN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST_OPEN_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int JITTER_DIVISOR = 5;

    /** What a call may do. */
    enum Permit {
        /** Go. */
        CALL,
        /** Go, and find out: exactly one of the methods that end a trial is due. */
        TRIAL,
        /** Fail. */
        NONE
    }

    /** What becomes of a call, for the circuit. */
    enum Outcome {
        SUCCESS,
        FAILURE,
        NEITHER
    }

    /**
     * Where it stands; closed is null.
     *
     * @param openings how often in a row it opened, from 1
     * @param sinceNanos when it opened first
     * @param untilNanos when a trial may begin
     * @param trial null while open; whether one is under way while half open
     */
    private record Broken(
            int openings,
            long sinceNanos,
            long untilNanos,
            String reason,
            @Nullable AtomicBoolean trial) {}

    private final ServiceKey service;
    private final String method;
    private final CircuitSettings settings;
    private final LongSupplier nanoTime;
    private final LongUnaryOperator random;
    private final Consumer<? super RpcEvent> events;
    private final CircuitWindow window = new CircuitWindow();
    private final AtomicReference<@Nullable Broken> state = new AtomicReference<>();

    /**
     * A closed one.
     *
     * @param method of the service: each has its own, since a slow report says nothing of a quick look-up
     * @param random as of {@link Backoff}
     * @param events told of every change, by the thread that noticed; must not block
     */
    CircuitBreaker(
            ServiceKey service,
            String method,
            CircuitSettings settings,
            LongSupplier nanoTime,
            LongUnaryOperator random,
            Consumer<? super RpcEvent> events) {
        this.service = service;
        this.method = method;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.random = random;
        this.events = events;
    }

    /** Asks for a call that begins at this time. */
    Permit ask(long now) {
        Broken broken = state.get();
        return broken == null ? Permit.CALL : askBroken(broken, now);
    }

    private Permit askBroken(Broken broken, long now) {
        AtomicBoolean trial = broken.trial();
        if (trial != null) {
            return trial.compareAndSet(false, true) ? Permit.TRIAL : Permit.NONE;
        }
        if (now - broken.untilNanos() < 0) {
            return Permit.NONE;
        }
        Broken half = new Broken(
                broken.openings(), broken.sinceNanos(), broken.untilNanos(), broken.reason(), new AtomicBoolean(true));
        if (!state.compareAndSet(broken, half)) {
            return ask(now);
        }
        changed(CircuitState.OPEN, CircuitState.HALF_OPEN, "one call finds out whether it works again");
        return Permit.TRIAL;
    }

    /** The answer for who has no permit. */
    Answer refusal() {
        Broken broken = state.get();
        String message;
        if (broken == null) {
            message = ClientMessages.TEXT.circuitJustClosed(name());
        } else {
            long now = nanoTime.getAsLong();
            String since = seconds(now - broken.sinceNanos());
            long left = broken.untilNanos() - now;
            message = broken.trial() == null && left > 0
                    ? ClientMessages.TEXT.circuitOpen(
                            name(), since, broken.reason(), TimeUnit.NANOSECONDS.toMillis(left))
                    : ClientMessages.TEXT.circuitOnTrial(name(), since, broken.reason());
        }
        return Answer.localFailure(Progress.NOT_SENT, FailureCode.UNAVAILABLE, message, null);
    }

    /** What an answer says of the service. */
    static Outcome outcome(Answer answer) {
        if (answer.ok()) {
            return Outcome.SUCCESS;
        }
        return switch (answer.code()) {
            case CONNECTION_LOST -> answer.remote() ? Outcome.NEITHER : Outcome.FAILURE;
            case DEADLINE_EXCEEDED, INTERNAL -> Outcome.FAILURE;
            case APPLICATION_EXCEPTION, UNDECLARED_EXCEPTION, BAD_RESULT, RESULT_TOO_LARGE -> Outcome.SUCCESS;
            default -> Outcome.NEITHER;
        };
    }

    /** A call with {@link Permit#CALL} succeeded then. */
    void succeeded(long nanos) {
        window.succeeded(nanos);
    }

    /**
     * A call with a permit ended.
     *
     * @param nanos when; for a success it may be earlier, which saves a look at the clock
     */
    void ended(Answer answer, Permit permit, long nanos) {
        Outcome outcome = outcome(answer);
        if (permit == Permit.TRIAL) {
            trialEnded(outcome, answer);
        } else if (outcome == Outcome.SUCCESS) {
            succeeded(nanos);
        } else if (outcome == Outcome.FAILURE) {
            failed(answer);
        }
    }

    private void failed(Answer answer) {
        long now = nanoTime.getAsLong();
        window.failed(now);
        if (state.get() != null) {
            return;
        }
        CircuitWindow.Count count = window.count(now);
        if (count.calls() >= LEAST_CALLS && count.failures() * 100 >= count.calls() * settings.failurePercent()) {
            String reason =
                    count.failures() + " of " + count.calls() + " calls failed in 10 s, the last by " + answer.code();
            Broken open = new Broken(1, now, until(now, 1), reason, null);
            if (state.compareAndSet(null, open)) {
                changed(CircuitState.CLOSED, CircuitState.OPEN, reason);
            }
        }
    }

    private void trialEnded(Outcome outcome, Answer answer) {
        Broken half = state.get();
        AtomicBoolean trial = half == null ? null : half.trial();
        if (half == null || trial == null) {
            // Cannot be: only the trial itself ends this state.
            return;
        }
        switch (outcome) {
            case SUCCESS -> {
                window.clear();
                state.set(null);
                changed(CircuitState.HALF_OPEN, CircuitState.CLOSED, "a call got through");
            }
            case FAILURE -> {
                long now = nanoTime.getAsLong();
                int openings = half.openings() + 1;
                String reason = "a trial failed by " + answer.code() + "; before, " + half.reason();
                // The first reason is what people want to know; the trials since then are all alike.
                state.set(new Broken(openings, half.sinceNanos(), until(now, openings), half.reason(), null));
                changed(CircuitState.HALF_OPEN, CircuitState.OPEN, reason);
            }
            case NEITHER -> trial.set(false);
        }
    }

    private long until(long now, int openings) {
        long open = Math.min(MOST_OPEN_NANOS, FIRST_OPEN_NANOS << Math.min(10, openings - 1));
        return now + open + random.applyAsLong(open / JITTER_DIVISOR);
    }

    private void changed(CircuitState from, CircuitState to, String reason) {
        if (to == CircuitState.OPEN) {
            ClientLog.LOG.circuitOpened(name(), reason);
        } else {
            ClientLog.LOG.circuitChanged(name(), to.name(), reason);
        }
        events.accept(new RpcEvent.CircuitChanged(service.name(), service.group(), from, to, method + ": " + reason));
    }

    private String name() {
        return service + " " + method;
    }

    private static String seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos) + " s";
    }
}
