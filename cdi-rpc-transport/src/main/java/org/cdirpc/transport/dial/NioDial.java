package org.cdirpc.transport.dial;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.cdirpc.transport.channel.DialOutcome;
import org.cdirpc.transport.channel.DialRequest;
import org.cdirpc.transport.channel.Dialler;
import org.cdirpc.transport.channel.Listener;
import org.cdirpc.transport.channel.NodeIdentity;
import org.jspecify.annotations.Nullable;

/** One dial: connect, send the upgrade, read its answer. Touched by its loop's thread only, except for abandoning. */
final class NioDial implements Dialler.Dial, IoLoop.Registered {

    private final IoLoop loop;
    private final DialRequest request;
    private final DialOutcome outcome;
    private final ByteBuffer head;
    private final byte[] answer = new byte[UpgradeAnswer.MOST_BYTES];
    private int answered;
    private @Nullable SocketChannel socket;
    private volatile boolean abandoned;
    private boolean done;

    NioDial(IoLoop loop, DialRequest request, DialOutcome outcome) {
        this.loop = loop;
        this.request = request;
        this.outcome = outcome;
        this.head = ByteBuffer.wrap(UpgradeAnswer.request(request));
    }

    void connect(InetSocketAddress address) {
        if (abandoned || loop.closing()) {
            fail("the dialler is closed", null);
            return;
        }
        try {
            SocketChannel opened = SocketChannel.open();
            socket = opened;
            opened.configureBlocking(false);
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean connected = opened.connect(address);
            SelectionKey key = opened.register(loop.selector(), SelectionKey.OP_CONNECT, this);
            if (connected) {
                key.interestOps(SelectionKey.OP_WRITE);
            }
        } catch (IOException | RuntimeException e) {
            fail(e.toString(), e);
        }
    }

    void fail(String reason, @Nullable Throwable cause) {
        if (done) {
            return;
        }
        done = true;
        Throwable seen = cause;
        SocketChannel opened = socket;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException e) {
                seen = seen == null ? e : seen;
            }
        }
        if (!abandoned) {
            outcome.failed(reason, seen);
        }
    }

    @Override
    public void ready(SelectionKey key) {
        SocketChannel opened = (SocketChannel) key.channel();
        try {
            if (key.isConnectable() && opened.finishConnect()) {
                key.interestOps(SelectionKey.OP_WRITE);
            } else if (key.isWritable()) {
                opened.write(head);
                if (!head.hasRemaining()) {
                    key.interestOps(SelectionKey.OP_READ);
                }
            } else if (key.isReadable()) {
                read(opened, key);
            }
        } catch (IOException e) {
            fail(e.toString(), e);
        }
    }

    private void read(SocketChannel opened, SelectionKey key) throws IOException {
        int count = opened.read(ByteBuffer.wrap(answer, answered, answer.length - answered));
        if (count < 0) {
            fail("closed before the answer to the upgrade (expected: 101; does something else listen there?)", null);
            return;
        }
        answered += count;
        int end = UpgradeAnswer.headEnd(answer, answered);
        if (end < 0) {
            if (answered == answer.length) {
                fail("an answer to the upgrade of more than " + answer.length + " bytes (expected: 101)", null);
            }
            return;
        }
        UpgradeAnswer read = UpgradeAnswer.read(answer, end, answered, request.expectedInstance());
        NodeIdentity remote = read.remote();
        if (remote == null) {
            fail(read.refusal(), null);
        } else if (abandoned) {
            fail("abandoned", null);
        } else {
            done = true;
            NioLink link = new NioLink(loop, opened, key, Listener.address(request.host(), request.port()));
            key.attach(link);
            link.begin(outcome.opened(link, remote, read.capabilities()), ByteBuffer.wrap(answer, end, answered - end));
        }
    }

    @Override
    public void loopEnds() {
        fail("the dialler is closed", null);
    }

    boolean abandoned() {
        return abandoned;
    }

    @Override
    public void abandon() {
        abandoned = true;
        loop.execute(() -> fail("abandoned", null));
    }
}
