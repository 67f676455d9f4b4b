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
 * Turns a channel's method ids into methods. One object serves one channel and is called by its I/O thread alone, so
 * its table needs no lock.
 */
final class Dispatcher implements ChannelHandler {

    private final Exports exports;
    private final ServerStep next;
    private final Responder responder;
    private final CborLimits limits;

    private @Nullable ExportedMethod[] methods = {};

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
        Exports.Bound bound = exports.bind(request);
        List<@Nullable ExportedMethod> found = bound.methods();
        if (methods.length < end) {
            methods = Arrays.copyOf(methods, end);
        }
        for (int i = 0; i < found.size(); i++) {
            methods[request.firstMethod() + i] = found.get(i);
        }
        return bound.answer().encode();
    }

    @Override
    public void call(IncomingCall incoming) {
        int id = incoming.method();
        ExportedMethod method = id < methods.length ? methods[id] : null;
        if (method == null) {
            responder.refuse(incoming, FailureCode.CONTRACT_MISMATCH, ServerMessages.TEXT.unboundMethod(id));
            return;
        }
        ServedCall call = new ServedCall(incoming, method);
        try {
            next.handle(call);
        } catch (RuntimeException | Error fault) {
            responder.internal(call, fault);
        }
    }

    @Override
    public void closed() {
        methods = new ExportedMethod[0];
    }
}
