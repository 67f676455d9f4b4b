package org.cdirpc.transport.undertow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.cdirpc.transport.channel.Link;
import org.cdirpc.transport.channel.LinkHandler;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/** A link over an upgraded connection. */
final class UndertowLink implements Link {

    private final StreamConnection connection;
    private final XnioIoThread thread;
    private final ConduitStreamSourceChannel source;
    private final ConduitStreamSinkChannel sink;
    private final String remote;
    private @Nullable LinkHandler handler;
    private boolean ended;

    UndertowLink(StreamConnection connection, String remote) {
        this.connection = connection;
        this.thread = connection.getIoThread();
        this.source = connection.getSourceChannel();
        this.sink = connection.getSinkChannel();
        this.remote = remote;
    }

    /** Begins to read, on the I/O thread. Resumed on the channel itself, or bytes read with the request are lost. */
    void begin(LinkHandler to) {
        handler = to;
        if (ended) {
            to.ended(null);
            return;
        }
        sink.getWriteSetter().set(channel -> writable());
        source.getReadSetter().set(channel -> readable());
        source.resumeReads();
    }

    @Override
    public int read(ByteBuffer bytes) {
        try {
            int count = source.read(bytes);
            if (count < 0) {
                close();
            }
            return count;
        } catch (IOException e) {
            onThread(() -> end(e));
            return -1;
        }
    }

    @Override
    public boolean awaitReadable(long nanos) {
        try {
            long end = System.nanoTime() + nanos;
            source.awaitReadable(nanos, TimeUnit.NANOSECONDS);
            // It does not say why it returns.
            return System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted();
        } catch (IOException e) {
            // An interrupt, or the end, which the next read finds.
            UndertowLog.LOG.tracef("no waiting for %s: %s", remote, e);
            return false;
        }
    }

    /** Not possible here: who waits on a served channel waits for milliseconds only. */
    @Override
    public void wakeReader() {}

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        return sink.write(bytes);
    }

    @Override
    public void awaitWritable() {
        sink.resumeWrites();
    }

    @Override
    public void reading(boolean on) {
        if (on) {
            source.resumeReads();
        } else {
            source.suspendReads();
        }
    }

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            // The worker is shut down, so the link has ended or is about to: its tasks are void.
            UndertowLog.LOG.tracef("task of %s dropped: %s", remote, e);
        }
    }

    @Override
    public void finish() {
        onThread(() -> {
            try {
                sink.shutdownWrites();
                sink.flush();
            } catch (IOException e) {
                end(e);
            }
        });
    }

    @Override
    public void close() {
        onThread(() -> end(null));
    }

    @Override
    public String remote() {
        return remote;
    }

    private void writable() {
        sink.suspendWrites();
        LinkHandler to = handler;
        if (to != null && !ended) {
            to.writable();
        }
    }

    /** A read listener that throws is called again and again: everything is caught. */
    private void readable() {
        LinkHandler to = handler;
        if (to == null || ended) {
            source.suspendReads();
            return;
        }
        try {
            to.readable();
        } catch (RuntimeException | Error e) {
            UndertowLog.LOG.channelFaulted(remote, e);
            end(e);
        }
    }

    private void onThread(Runnable task) {
        if (Thread.currentThread() == thread) {
            task.run();
            return;
        }
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    private void end(@Nullable Throwable cause) {
        if (ended) {
            return;
        }
        ended = true;
        IoUtils.safeClose(connection);
        if (handler != null) {
            handler.ended(cause);
        }
    }
}
