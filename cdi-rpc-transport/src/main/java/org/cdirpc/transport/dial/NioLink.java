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
    private final ReadWait wait;
    private volatile @Nullable ByteBuffer early;
    private @Nullable LinkHandler handler;
    private boolean ended;

    NioLink(IoLoop loop, SocketChannel socket, SelectionKey key, String remote) {
        this.loop = loop;
        this.socket = socket;
        this.key = key;
        this.remote = remote;
        this.wait = new ReadWait(socket);
    }

    /** Begins: on the loop's thread, with the bytes that came behind the handshake. */
    void begin(LinkHandler to, ByteBuffer behindHandshake) {
        handler = to;
        if (ended) {
            // A write failed while the handler was being made, and there was nobody to tell yet.
            to.ended(null);
            return;
        }
        // Before the first event: the handler may turn reading off.
        interest(SelectionKey.OP_READ, true);
        if (behindHandshake.hasRemaining()) {
            early = behindHandshake;
            to.readable();
        }
    }

    @Override
    public int read(ByteBuffer bytes) {
        ByteBuffer first = early;
        if (first != null) {
            int count = Math.min(first.remaining(), bytes.remaining());
            bytes.put(first.slice().limit(count));
            first.position(first.position() + count);
            early = first.hasRemaining() ? first : null;
            return count;
        }
        try {
            int count = socket.read(bytes);
            if (count < 0) {
                close();
            }
            return count;
        } catch (IOException e) {
            onLoop(() -> end(e));
            return -1;
        }
    }

    @Override
    public boolean awaitReadable(long nanos) {
        return early != null || wait.await(nanos);
    }

    @Override
    public void wakeReader() {
        wait.wake();
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        return socket.write(bytes);
    }

    @Override
    public void awaitWritable() {
        onLoop(() -> interest(SelectionKey.OP_WRITE, true));
    }

    /** On is urgent and wakes the loop; off need not, as a loop that finds the key uninteresting passes it over. */
    @Override
    public void reading(boolean on) {
        if (on) {
            onLoop(() -> interest(SelectionKey.OP_READ, true));
        } else {
            interest(SelectionKey.OP_READ, false);
        }
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
            to.readable();
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
            close();
        }
    }

    private void end(@Nullable Throwable cause) {
        if (ended) {
            return;
        }
        ended = true;
        Throwable seen = cause;
        key.cancel();
        wait.close();
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
