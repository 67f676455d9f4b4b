package org.cdirpc.extension.client;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.extension.contract.ContractMethod;
import org.cdirpc.extension.contract.MethodKind;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.transport.cbor.CborWriter;
import org.cdirpc.transport.channel.PendingCall;
import org.jspecify.annotations.Nullable;

/**
 * One call of a remote method, over all its attempts.
 *
 * <p>Thread-safety: attempts follow one another, each on one thread; {@link #cancel} may come from any thread at any
 * time.
 */
final class Call {

    private final MethodCodec codec;
    private final @Nullable Object[] arguments;
    private final long beganNanos;
    private final long deadlineNanos;
    private final Map<String, String> attachments;
    private final @Nullable CallerContext context;

    private @Nullable CborWriter encoded;
    private Set<String> tried = Set.of();
    private volatile @Nullable PendingCall pending;
    private volatile @Nullable FailureCode cancelled;

    Call(
            MethodCodec codec,
            @Nullable Object[] arguments,
            long beganNanos,
            long deadlineNanos,
            Map<String, String> attachments,
            @Nullable CallerContext context) {
        this.codec = codec;
        this.arguments = arguments;
        this.beganNanos = beganNanos;
        this.deadlineNanos = deadlineNanos;
        this.attachments = attachments;
        this.context = context;
    }

    ContractMethod method() {
        return codec.method();
    }

    MethodCodec codec() {
        return codec;
    }

    boolean oneWay() {
        return codec.method().kind() == MethodKind.ONE_WAY;
    }

    long beganNanos() {
        return beganNanos;
    }

    /** On the scale of {@link System#nanoTime()}. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    Map<String, String> attachments() {
        return attachments;
    }

    /** What the caller's scope watches, or null where nobody does. */
    @Nullable
    CallerContext context() {
        return context;
    }

    /**
     * The arguments as bytes. They are encoded once, for the first attempt: a repeated call carries what was passed,
     * whatever the caller did to its objects since.
     */
    CborWriter encoded() {
        CborWriter bytes = encoded;
        if (bytes == null) {
            bytes = codec.encodeArguments(arguments);
            encoded = bytes;
        }
        return bytes;
    }

    /** The ids of the instances that had an attempt. */
    Set<String> tried() {
        return tried;
    }

    void tried(String instanceId) {
        if (tried.isEmpty()) {
            tried = new HashSet<>();
        }
        tried.add(instanceId);
    }

    /** Gives the call up: the running attempt ends with this code, and no other begins. */
    void cancel(FailureCode code) {
        cancelled = code;
        PendingCall running = pending;
        if (running != null) {
            running.cancel(code);
        }
    }

    /** Why the call was given up, or null if it was not. */
    @Nullable
    FailureCode cancelled() {
        return cancelled;
    }

    /**
     * Notes the running attempt. The order matters: it is published before the flag is read here, and the flag before
     * it is read in {@link #cancel}, so one of the two sees the other.
     */
    void sent(PendingCall attempt) {
        pending = attempt;
        FailureCode code = cancelled;
        if (code != null) {
            attempt.cancel(code);
        }
    }
}
