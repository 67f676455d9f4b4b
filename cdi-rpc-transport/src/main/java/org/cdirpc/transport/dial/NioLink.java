package org.cdirpc.transport.dial;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.cdirpc.transport.channel.Link;
import org.cdirpc.transport.channel.LinkHandler;
import org.jspecify.annotations.Nullable;

/**
 * A link over a non-blocking socket. Writers may be any thread: a thread that is interrupted in a non-blocking write
 * does not close the socket, as one in a blocking write would.
 */
final class NioLink implements Link, IoLoop.Registered {

    private final IoLoop loop;
    private final SocketChannel socket;
    private final SelectionKey key;
    private final String remote;
    private @Nullable LinkHandler handler;
    private boolean ended;

    NioLink(IoLoop loop, SocketChannel socket, SelectionKey key, String remote) {
        this.loop = loop;
        this.socket = socket;
        this.key = key;
        this.remote = remote;
    }

    /** Begins: on the loop's thread, with the bytes that came behind the handshake. */
    void begin(LinkHandler to, ByteBuffer early) {
        handler = to;
        if (ended) {
            // A write failed while the handler was being made, and there was nobody to tell yet.
            to.ended(null);
            return;
        }
        if (early.hasRemaining()) {
            to.received(early);
        }
        interest(SelectionKey.OP_READ, true);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        return socket.write(bytes);
    }

    @Override
    public void awaitWritable() {
        onLoop(() -> interest(SelectionKey.OP_WRITE, true));
    }

    @Override
    public void reading(boolean on) {
        onLoop(() -> interest(SelectionKey.OP_READ, on));
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public void finish() {
        onLoop(() -> {
            try {
                socket.shutdownOutput();
            } catch (IOException e) {
                end(e);
            }
        });
    }

    @Override
    public void close() {
        onLoop(() -> end(null));
    }

    @Override
    public String remote() {
        return remote;
    }

    @Override
    public void ready(SelectionKey selected) {
        LinkHandler to = handler;
        if (ended || to == null) {
            return;
        }
        int ready = selected.readyOps();
        if ((ready & SelectionKey.OP_WRITE) != 0) {
            interest(SelectionKey.OP_WRITE, false);
            to.writable();
        }
        if ((ready & SelectionKey.OP_READ) != 0 && !ended) {
            read(to);
        }
    }

    private void read(LinkHandler to) {
        ByteBuffer buffer = loop.readBuffer();
        int count;
        try {
            count = socket.read(buffer);
        } catch (IOException e) {
            end(e);
            return;
        }
        if (count < 0) {
            end(null);
        } else if (count > 0) {
            to.received(buffer.flip());
        }
    }

    @Override
    public void loopEnds() {
        end(null);
    }

    private void onLoop(Runnable task) {
        if (loop.inLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private void interest(int op, boolean on) {
        try {
            if (on) {
                key.interestOpsOr(op);
            } else {
                key.interestOpsAnd(~op);
            }
        } catch (CancelledKeyException e) {
            end(null);
        }
    }

    private void end(@Nullable Throwable cause) {
        if (ended) {
            return;
        }
        ended = true;
        Throwable seen = cause;
        key.cancel();
        try {
            socket.close();
        } catch (IOException e) {
            seen = seen == null ? e : seen;
        }
        if (handler != null) {
            handler.ended(seen);
        }
    }
}
