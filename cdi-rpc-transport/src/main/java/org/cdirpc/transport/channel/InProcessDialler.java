package org.cdirpc.transport.channel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cdirpc.transport.frame.Wire;

/** Dials the listeners of an in-process network. */
final class InProcessDialler implements Dialler {

    private final InProcessNetwork network;
    private final InProcessLoop loop;
    private final Set<InProcessLink> links = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    InProcessDialler(InProcessNetwork network, InProcessLoop loop) {
        this.network = network;
        this.loop = loop;
    }

    @Override
    public Dial dial(DialRequest request, DialOutcome outcome) {
        AtomicBoolean decided = new AtomicBoolean();
        if (closed) {
            outcome.failed("the dialler is closed", null);
            return () -> {};
        }
        loop.execute(() -> {
            if (decided.compareAndSet(false, true)) {
                open(request, outcome);
            }
        });
        return () -> decided.set(true);
    }

    private void open(DialRequest request, DialOutcome outcome) {
        InProcessListener listener = network.listener(request.port());
        if (listener == null || closed) {
            outcome.failed("nobody listens on in-process port " + request.port(), null);
            return;
        }
        NodeIdentity remote = listener.channels().self();
        String expected = request.expectedInstance();
        if (expected != null && !expected.equals(remote.instance())) {
            outcome.failed("instance: " + remote.instance() + " (expected: " + expected + ")", null);
            return;
        }
        if (listener.channels().draining()) {
            outcome.failed("status 503: draining", null);
            return;
        }
        InProcessLink near = new InProcessLink(loop, listener.address());
        InProcessLink far = new InProcessLink(loop, request.self().node());
        InProcessLink.join(near, far);
        links.removeIf(InProcessLink::isClosed);
        links.add(near);
        PeerInfo peer = new PeerInfo(
                request.self().node(), request.self().instance(), InProcessListener.HOST, Wire.CAPABILITIES);
        far.handler(listener.channels().accept(far, peer));
        near.handler(outcome.opened(near, remote, Wire.CAPABILITIES));
        far.reading(true);
        near.reading(true);
    }

    @Override
    public void close() {
        boolean first;
        synchronized (this) {
            first = !closed;
            closed = true;
        }
        if (first) {
            links.forEach(Link::close);
            loop.release();
        }
    }
}
