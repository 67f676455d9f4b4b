package org.cdirpc.extension.client;

import org.cdirpc.extension.call.Attachments;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.cbor.CborException;
import org.cdirpc.transport.cbor.CborWriter;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.cdirpc.transport.channel.OutgoingCall;
import org.cdirpc.transport.channel.Peer;
import org.jspecify.annotations.Nullable;

/** Encodes the arguments and appends the call to the channel of its instance. */
final class SendStep implements RouteStep.Send<CallListener> {

    private final Peers peers;
    private final ServiceBinding binding;

    SendStep(Peers peers, ServiceBinding binding) {
        this.peers = peers;
        this.binding = binding;
    }

    @Override
    public void run(Call call, Peers.Destination destination, long pickedNanos, CallListener listener) {
        call.hold();
        try {
            Peer peer = peers.reach(destination);
            OutgoingCall outgoing = encoded(call, peer, listener);
            if (outgoing != null) {
                int attempt = call.beginAttempt();
                call.sent(attempt, peer.send(outgoing, listener, pickedNanos));
            }
        } finally {
            call.letGo();
        }
    }

    /** Null, and the listener has its answer, if the arguments cannot be sent. */
    private @Nullable OutgoingCall encoded(Call call, Peer peer, CallListener listener) {
        int method = call.method().index();
        CborWriter body;
        byte[] attachments;
        try {
            body = call.encoded(peer.positional(binding, method));
            attachments = Attachments.encode(call.attachments());
        } catch (RuntimeException | StackOverflowError unencodable) {
            listener.answered(unencodable(call, unencodable));
            return null;
        }
        OutgoingCall outgoing = new OutgoingCall(
                binding,
                method,
                call.deadlineNanos(),
                attachments,
                body.buffer(),
                0,
                body.size(),
                call.oneWay(),
                call.isPositional() ? call : null,
                call.isAwaitedHere());
        // Another instance than the one it was encoded for; the channel itself renames only what crosses a change of
        // it.
        return call.isPositional() && !peer.positional(binding, method) ? renamed(call, outgoing, listener) : outgoing;
    }

    private static @Nullable OutgoingCall renamed(Call call, OutgoingCall positional, CallListener listener) {
        try {
            return call.named(positional);
        } catch (RuntimeException | StackOverflowError unencodable) {
            listener.answered(unencodable(call, unencodable));
            return null;
        }
    }

    static Answer unencodable(Call call, Throwable thrown) {
        FailureCode code = thrown instanceof CborException cbor && cbor.reason() == CborException.Reason.TOO_LARGE
                ? FailureCode.ARGUMENTS_TOO_LARGE
                : FailureCode.BAD_ARGUMENTS;
        String message =
                ClientMessages.TEXT.unencodableArguments(call.method().toString(), String.valueOf(thrown.getMessage()));
        return Answer.localFailure(Progress.NOT_SENT, code, message, thrown);
    }
}
