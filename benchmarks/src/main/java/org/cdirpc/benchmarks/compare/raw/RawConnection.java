package org.cdirpc.benchmarks.compare.raw;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One call at a time: writes its frame, then reads until the answer is whole. For one caller at a time. */
final class RawConnection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(RawFrames.LARGEST);

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    String ping(String text) throws IOException {
        RawFrames.ping(buffer.clear(), text);
        return new String(RawFrames.readText(exchange()), StandardCharsets.ISO_8859_1);
    }

    long place(long number) throws IOException {
        RawFrames.place(buffer.clear(), number);
        return exchange().getLong();
    }

    byte[] blob(byte[] bytes) throws IOException {
        RawFrames.blob(buffer.clear(), bytes);
        ByteBuffer answer = exchange();
        byte[] back = new byte[answer.remaining()];
        answer.get(back);
        return back;
    }

    /** Writes what the buffer holds and returns the answer's content. */
    private ByteBuffer exchange() throws IOException {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
        while (true) {
            int read = in.read(buffer.array(), buffer.position(), buffer.remaining());
            if (read < 0) {
                throw new EOFException("the server has closed the connection");
            }
            buffer.position(buffer.position() + read);
            @Nullable ByteBuffer answer = RawReader.next(buffer.duplicate().flip());
            if (answer != null) {
                answer.get();
                return answer;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
