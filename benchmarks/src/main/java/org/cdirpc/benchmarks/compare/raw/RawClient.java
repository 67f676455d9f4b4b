package org.cdirpc.benchmarks.compare.raw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.cdirpc.benchmarks.compare.Client;
import org.jspecify.annotations.Nullable;

/** A connection of its own for each caller that waits, one for all that do not. */
final class RawClient implements Client {

    private final int port;
    /** Connections that no caller uses at present; the last one given back is taken first. */
    private final ConcurrentLinkedDeque<RawConnection> idle = new ConcurrentLinkedDeque<>();

    private final RawPipeline pipeline;

    RawClient(int port) throws IOException {
        this.port = port;
        this.pipeline = new RawPipeline(port);
    }

    @Override
    public String ping(String text) throws IOException {
        RawConnection connection = take();
        String back = connection.ping(text);
        idle.push(connection);
        return back;
    }

    @Override
    public long place(long number) throws IOException {
        RawConnection connection = take();
        long total = connection.place(number);
        idle.push(connection);
        return total;
    }

    @Override
    public byte[] blob(byte[] bytes) throws IOException {
        RawConnection connection = take();
        byte[] back = connection.blob(bytes);
        idle.push(connection);
        return back;
    }

    private RawConnection take() throws IOException {
        @Nullable RawConnection connection = idle.poll();
        return connection == null ? new RawConnection(port) : connection;
    }

    @Override
    public boolean asynchronous() {
        return true;
    }

    @Override
    public CompletionStage<String> pingAsync(String text) throws IOException {
        return pipeline.call(
                to -> RawFrames.ping(to, text),
                answer -> new String(RawFrames.readText(answer), StandardCharsets.ISO_8859_1));
    }

    @Override
    public CompletionStage<Long> placeAsync(long number) throws IOException {
        return pipeline.call(to -> RawFrames.place(to, number), ByteBuffer::getLong);
    }

    @Override
    public void close() throws IOException {
        pipeline.close();
        for (RawConnection connection : idle) {
            connection.close();
        }
    }
}
