package org.cdirpc.extension.server;

import java.util.Arrays;
import java.util.List;
import org.cdirpc.extension.call.BindRequest;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.channel.ChannelHandler;
import org.cdirpc.transport.channel.IncomingCall;
import org.jspecify.annotations.Nullable;

/**
 * Turns a channel's method ids into methods. One object serves one channel; its table is replaced whole by a BIND, and
 * read by whatever thread has a call.
 */
final class Dispatcher implements ChannelHandler {

    private final Exports exports;
    private final ServerStep next;
    private final Responder responder;
    private final CborLimits limits;

    private volatile @Nullable BoundMethod[] methods = {};
    /** Why methods are not in the table, by id; only as long as it must be. Written before the table is. */
    private volatile @Nullable String[] reasons = {};

    Dispatcher(Exports exports, ServerStep next, Responder responder, CborLimits limits) {
        this.exports = exports;
        this.next = next;
        this.responder = responder;
        this.limits = limits;
    }

    @Override
    public byte[] bind(byte[] body) {
        BindRequest request = BindRequest.decode(body, limits);
        int end = request.firstMethod() + request.methods().size();
        if (end > BindRequest.LARGEST_ID + 1) {
            throw new IllegalArgumentException("CDIRPC350003: BIND of method ids " + request.firstMethod() + ".."
                    + (end - 1) + " (expected: at most " + BindRequest.LARGEST_ID + ")");
        }
        Bound bound = exports.bind(request);
        learnReasons(bound, request.firstMethod());
        List<@Nullable BoundMethod> found = bound.methods();
        @Nullable BoundMethod[] table = Arrays.copyOf(methods, Math.max(methods.length, end));
        for (int i = 0; i < found.size(); i++) {
            table[request.firstMethod() + i] = found.get(i);
        }
        methods = table;
        return bound.answer().encode();
    }

    /** Those of the methods that do not fit; nearly always there are none. */
    private void learnReasons(Bound bound, int firstMethod) {
        int last = bound.methods().lastIndexOf(null);
        if (last < 0) {
            return;
        }
        @Nullable String[] more = Arrays.copyOf(reasons, Math.max(reasons.length, firstMethod + last + 1));
        for (int i = 0; i <= last; i++) {
            more[firstMethod + i] = bound.reason(i);
        }
        reasons = more;
    }

    /** Why there is no method of an id: as BOUND said, if it did. */
    private String reason(int id) {
        @Nullable String[] known = reasons;
        String reason = id < known.length ? known[id] : null;
        return reason == null ? ServerMessages.TEXT.unboundMethod(id) : reason;
    }

    private @Nullable BoundMethod bound(int id) {
        @Nullable BoundMethod[] table = methods;
        return id < table.length ? table[id] : null;
    }

    /** Those that are quick run on a worker that has taken the channel over; the others where they are sent from here. */
    @Override
    public boolean wantsWorker(IncomingCall incoming) {
        BoundMethod method = bound(incoming.method());
        return method != null && method.method().lane() == Lane.QUICK;
    }

    @Override
    public void call(IncomingCall incoming) {
        handle(incoming, false);
    }

    @Override
    public void callOnWorker(IncomingCall incoming) {
        handle(incoming, true);
    }

    private void handle(IncomingCall incoming, boolean onWorker) {
        BoundMethod method = bound(incoming.method());
        if (method == null) {
            responder.refuse(incoming, FailureCode.CONTRACT_MISMATCH, reason(incoming.method()));
            return;
        }
        ServedCall call = new ServedCall(incoming, method, onWorker);
        try {
            next.handle(call);
        } catch (RuntimeException | Error fault) {
            responder.internal(call, fault);
        }
    }

    @Override
    public void closed() {
        methods = new BoundMethod[0];
        reasons = new String[0];
    }
}
