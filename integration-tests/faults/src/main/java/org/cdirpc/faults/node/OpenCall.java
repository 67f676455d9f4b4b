package org.cdirpc.faults.node;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.cdirpc.CallScope;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcException;
import org.jspecify.annotations.Nullable;

/** One call from its intended moment to its answer. */
final class OpenCall {

    /** The word for an answer that is another call's, or not what was asked for. */
    private static final String CORRUPT = "CORRUPT";

    private final long id;
    private final char kind;
    private final long intended;
    private final Stretch stretch;
    private final CallScope scope = CallScope.create();
    private volatile long begin;

    OpenCall(long id, char kind, long intended, Stretch stretch) {
        this.id = id;
        this.kind = kind;
        this.intended = intended;
        this.stretch = stretch;
    }

    long id() {
        return id;
    }

    /** Calls, and makes this thread wait for the answer. */
    void callAndWait(LabService service, LoadSpec spec) {
        begin = System.nanoTime();
        try {
            String answer = scope.call(
                    () -> kind == 'W' ? service.write(id, spec.millisOf(id)) : service.read(id, spec.millisOf(id)));
            answered(answer, null);
        } catch (RuntimeException failure) {
            answered(null, failure);
        }
    }

    /** Calls, and lets this thread go on. */
    void call(LabService service, LoadSpec spec) {
        begin = System.nanoTime();
        try {
            if (kind == 'N') {
                scope.call(() -> {
                    service.note(id, spec.millisOf(id));
                    return id;
                });
                answered(String.valueOf(id), null);
            } else {
                stage(service, spec).whenComplete(this::answered);
            }
        } catch (RuntimeException failure) {
            answered(null, failure);
        }
    }

    private CompletionStage<?> stage(LabService service, LoadSpec spec) {
        return switch (kind) {
            case 'W' -> scope.call(() -> service.writeAsync(id, spec.millisOf(id)));
            case 'R' -> scope.call(() -> service.readAsync(id, spec.millisOf(id)));
            case 'E' -> scope.call(() -> service.echo(id, Payload.request(id, spec.payload())));
            default -> scope.call(() -> service.ping(id));
        };
    }

    private void answered(@Nullable Object answer, @Nullable Throwable thrown) {
        long end = System.nanoTime();
        if (!stretch.closes(this)) {
            return;
        }
        if (thrown == null) {
            tell(end, right(answer) ? "OK" : CORRUPT, "COMPLETED");
            return;
        }
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof RpcException rpc) {
            tell(end, rpc.code().name(), rpc.progress().name());
            stretch.example(rpc.code().name(), rpc);
        } else {
            tell(end, failure.getClass().getSimpleName(), "UNKNOWN");
            stretch.example(failure.getClass().getSimpleName(), failure);
        }
    }

    private boolean right(@Nullable Object answer) {
        if (answer instanceof byte[] bytes) {
            return kind == 'E'
                    && Payload.belongs(id, bytes, Math.abs(stretch.spec().payload()));
        }
        return kind != 'E' && String.valueOf(id).equals(answer);
    }

    /** Nobody answered, and nobody will be waited for any more. */
    void hangs() {
        tell(0, "HANGING", "UNKNOWN");
    }

    private void tell(long end, String outcome, String progress) {
        String peer = scope.lastCall()
                .flatMap(RpcContext::peer)
                .map(RpcContext.Peer::address)
                .orElse("-");
        stretch.told(id, kind, intended, begin, end, outcome, progress, peer);
    }
}
