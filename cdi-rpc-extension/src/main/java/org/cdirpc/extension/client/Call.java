package org.cdirpc.extension.client;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.cdirpc.RpcContext;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.routing.RouteKey;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.extension.call.WriterPool;
import org.cdirpc.extension.contract.Calling;
import org.cdirpc.extension.contract.ContractMethod;
import org.cdirpc.extension.contract.MethodKind;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.transport.cbor.CborWriter;
import org.cdirpc.transport.channel.OutgoingCall;
import org.cdirpc.transport.channel.PendingCall;
import org.jspecify.annotations.Nullable;

/**
 * One call of a remote method, over all its attempts.
 *
 * <p>Thread-safety: attempts follow one another, each on one thread; {@link #cancel} may come from any thread at any
 * time.
 */
final class Call implements OutgoingCall.Renaming {

    private static final VarHandle HOLDERS;

    static {
        try {
            HOLDERS = MethodHandles.lookup().findVarHandle(Call.class, "holders", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final MethodCodec codec;
    private final @Nullable Object[] arguments;
    private final long beganNanos;
    private final long deadlineNanos;
    private final Map<String, String> attachments;
    private final @Nullable CallerContext context;
    private final WriterPool writers;

    /** What the thread served that made this call; null for nothing. */
    private @Nullable RpcContext served;

    private @Nullable RouteKey routeKey;

    /** What goes with the present attempt instead of {@link #attachments}; null for just those. */
    private @Nullable Map<String, String> attemptAttachments;

    private @Nullable CborWriter encoded;
    private boolean isPositional;
    private @Nullable Thread waiter;
    private int lane;
    /** Who needs the bytes: the call itself until it is answered, and each sender that reads them. */
    @SuppressWarnings("UnusedVariable") // by HOLDERS
    private volatile int holders = 1;

    private @Nullable Instance triedLast;
    private boolean isInSet;
    private Set<String> triedBefore = Set.of();
    private int attempts;
    private int interceptedAttempts;
    private volatile @Nullable PendingCall running;
    private volatile @Nullable FailureCode cancelled;

    Call(
            MethodCodec codec,
            @Nullable Object[] arguments,
            long beganNanos,
            long deadlineNanos,
            Map<String, String> attachments,
            @Nullable CallerContext context,
            WriterPool writers) {
        this.codec = codec;
        this.arguments = arguments;
        this.beganNanos = beganNanos;
        this.deadlineNanos = deadlineNanos;
        this.attachments = attachments;
        this.context = context;
        this.writers = writers;
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

    /** What goes with the call, or with the attempt that is about to be sent. */
    Map<String, String> attachments() {
        Map<String, String> own = attemptAttachments;
        return own == null ? attachments : own;
    }

    /** What goes with the call, whatever an attempt carries besides: it decides where the next attempt goes. */
    Map<String, String> ownAttachments() {
        return attachments;
    }

    /** What goes with the attempt that is about to be sent, instead of the call's own; null for just those. */
    void attachToAttempt(@Nullable Map<String, String> all) {
        attemptAttachments = all;
    }

    @Nullable
    Object[] arguments() {
        return arguments;
    }

    /** A bean makes this call while it serves another; before the call begins. */
    Call servedBy(@Nullable RpcContext context) {
        served = context;
        return this;
    }

    /** The call that the caller served when it made this one, or null. */
    @Nullable
    RpcContext served() {
        return served;
    }

    /** What of the arguments decides where this call goes; computed once, and only for methods that ask for it. */
    RouteKey routeKey() {
        Calling calling = codec.method().calling();
        if (calling.routingKeys().isEmpty()) {
            return RouteKey.NONE;
        }
        RouteKey known = routeKey;
        if (known == null) {
            known = routeKey(calling);
            routeKey = known;
        }
        return known;
    }

    private RouteKey routeKey(Calling calling) {
        Object affinity = calling.affinity() < 0 ? null : arguments[calling.affinity()];
        try {
            return new RouteKey(codec.routingHash(arguments), affinity);
        } catch (RuntimeException | StackOverflowError unencodable) {
            // Whoever sends it says so.
            return RouteKey.NONE;
        }
    }

    /** What the caller's scope watches, or null where nobody does. */
    @Nullable
    CallerContext context() {
        return context;
    }

    /**
     * The arguments as bytes. They are encoded once, for the first attempt: a repeated call carries what was passed,
     * whatever the caller did to its objects since. To be read between {@link #hold} and {@link #letGo}.
     *
     * @param positional the form if they are not encoded yet; see {@link #isPositional}
     */
    CborWriter encoded(boolean positional) {
        CborWriter bytes = encoded;
        if (bytes == null) {
            int from = writers.lane();
            bytes = writers.take(from);
            codec.encodeArguments(arguments, positional, bytes);
            lane = from;
            encoded = bytes;
            isPositional = positional;
        }
        return bytes;
    }

    /** Whether {@link #encoded} is by position; another instance may have to get it with names. */
    boolean isPositional() {
        return isPositional;
    }

    /** The same arguments with names, for a channel where nothing was agreed. From the bytes: the objects may differ by now. */
    @Override
    public OutgoingCall named(OutgoingCall positional) {
        @Nullable
        Object[] values = codec.decodeArguments(positional.buffer(), positional.offset(), positional.length(), true);
        CborWriter bytes = codec.encodeArguments(values);
        return new OutgoingCall(
                positional.binding(),
                positional.methodIndex(),
                positional.deadlineNanos(),
                positional.attachments(),
                bytes.buffer(),
                0,
                bytes.size(),
                positional.oneWay(),
                null,
                positional.waits());
    }

    /** A thread is going to wait for the answer. */
    void awaitedBy(Thread waiting) {
        waiter = waiting;
    }

    /** Whether the current thread is the one that waits, or is about to. */
    boolean isAwaitedHere() {
        return waiter == Thread.currentThread();
    }

    /** Keeps the bytes while a sender reads them: the call may be answered before its sender is done with them. */
    void hold() {
        HOLDERS.getAndAdd(this, 1);
    }

    /** The counterpart of {@link #hold}. The last one gives the bytes' writer to the next call. */
    void letGo() {
        if ((int) HOLDERS.getAndAdd(this, -1) == 1) {
            CborWriter bytes = encoded;
            // A one-way call is answered when it is appended; its bytes are the channel's until it has sent them.
            if (bytes != null && !oneWay()) {
                encoded = null;
                writers.give(bytes, lane);
            }
        }
    }

    /** The call has its answer; once, by whoever takes it, and nobody begins an attempt afterwards. */
    void answered() {
        letGo();
    }

    /** The ids of the instances that had an attempt and get no other. */
    Set<String> tried() {
        Instance last = triedLast;
        if (last != null && !isInSet) {
            if (triedBefore.isEmpty()) {
                triedBefore = new HashSet<>();
            }
            triedBefore.add(last.instanceId());
            isInSet = true;
        }
        return triedBefore;
    }

    /** An instance gets an attempt. Nearly every call has one only, and none needs a set for that. */
    void tried(Instance instance) {
        if (triedLast != null) {
            tried();
        }
        triedLast = instance;
        isInSet = false;
    }

    /** An instance may get another attempt. */
    void forgetTried(String instanceId) {
        tried().remove(instanceId);
    }

    /** The instance that got the last attempt, or null before the first. */
    @Nullable
    Instance triedLast() {
        return triedLast;
    }

    /** Gives the call up: the running attempt ends with this code, and no other begins. */
    void cancel(FailureCode code) {
        cancelled = code;
        PendingCall attempt = running;
        if (attempt != null) {
            attempt.cancel(code);
        }
    }

    /** Why the call was given up, or null if it was not. */
    @Nullable
    FailureCode cancelled() {
        return cancelled;
    }

    /** The number of an attempt that is going to be sent. */
    synchronized int beginAttempt() {
        return ++attempts;
    }

    /** The number of an attempt that interceptors are going to see, and may refuse to send. */
    int beginInterceptedAttempt() {
        return ++interceptedAttempts;
    }

    /**
     * Notes the running attempt, unless a later one has begun. The order matters: it is published before the flag is read
     * here, and the flag before it is read in {@link #cancel}, so one of the two sees the other.
     */
    void sent(int number, PendingCall attempt) {
        synchronized (this) {
            if (number != attempts) {
                // It failed at once, and another thread has sent the next one meanwhile.
                return;
            }
            running = attempt;
        }
        FailureCode code = cancelled;
        if (code != null) {
            attempt.cancel(code);
        }
    }

    /** The attempt that was sent last, or null before the first one was. */
    @Nullable
    PendingCall running() {
        return running;
    }

    /** A call like this one, to be made beside it; it has a context of its own where this one has. */
    Call fork() {
        CallerContext own = context == null ? null : context.copy();
        return new Call(codec, arguments, beganNanos, deadlineNanos, attachments, own, writers);
    }

    /**
     * A call like this one, with the same bytes, whatever the caller did to its objects since, and for another instance; null
     * if this one is answered.
     */
    @Nullable
    Call forkAsSent() {
        if (!tryHold()) {
            return null;
        }
        try {
            Call fork = fork();
            CborWriter bytes = encoded;
            if (bytes != null) {
                int from = writers.lane();
                CborWriter copy = writers.take(from);
                copy.writeRaw(bytes.buffer(), 0, bytes.size());
                fork.lane = from;
                fork.isPositional = isPositional;
                fork.encoded = copy;
            }
            Instance instance = triedLast;
            if (instance != null) {
                fork.tried(instance);
            }
            return fork;
        } finally {
            letGo();
        }
    }

    /** As {@link #hold}, unless nobody needs the bytes any more and they may be somebody else's. */
    private boolean tryHold() {
        int now = holders;
        while (now > 0) {
            if (HOLDERS.compareAndSet(this, now, now + 1)) {
                return true;
            }
            now = holders;
        }
        return false;
    }

    /** A fork of this call has the answer: its instance is this call's. */
    void answeredLike(Call fork) {
        if (context != null && fork.context != null) {
            fork.context.peer().ifPresent(context::routedTo);
        }
    }

    /** A copy of what this call carries, by value. While it is not answered. */
    KeptCall kept(String service, long untilNanos) {
        CborWriter bytes = encoded;
        boolean positional = isPositional;
        if (bytes == null) {
            positional = false;
            bytes = codec.encodeArguments(arguments);
        }
        @Nullable Object[] copy = codec.decodeArguments(bytes.buffer(), 0, bytes.size(), positional);
        return new KeptCall(codec, copy, attachments, service, writers, deadlineNanos - beganNanos, untilNanos);
    }
}
