package org.cdirpc.transport.undertow;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.cdirpc.transport.frame.FrameBuffer;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.GoAway;
import org.cdirpc.transport.frame.Wire;

/** A client that can do everything wrong. */
final class RawClient implements AutoCloseable {

    static final String UPGRADE = "GET /cdi-rpc HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: cdi-rpc/1\r\n"
            + "CdiRpc-Node: raw\r\nCdiRpc-Instance: r-1\r\n";

    final Socket socket;
    private final DataInputStream in;

    RawClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    static RawClient upgraded(int port) throws IOException {
        RawClient client = new RawClient(port);
        String head = client.request(UPGRADE + "\r\n");
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IOException(head);
        }
        return client;
    }

    /** Sends text and reads the answer's head. */
    String request(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                break;
            }
            head.write(b);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    static byte[] frame(FrameHeader header, byte[] payload) {
        FrameBuffer buffer = new FrameBuffer(64);
        buffer.header(header, payload.length);
        buffer.put(payload, 0, payload.length);
        return java.util.Arrays.copyOf(buffer.array(), buffer.count());
    }

    static byte[] call(int id, int method, int flags, byte[] payload) {
        return frame(new FrameHeader(FrameType.CALL, flags, method, id, 60_000, 0), payload);
    }

    /** A frame as type, flags, method, id and payload. */
    record Frame(int type, int flags, int method, int id, byte[] payload) {}

    Frame read() throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        ByteBuffer b = ByteBuffer.wrap(frame);
        int type = b.get();
        int flags = b.get();
        int method = b.getShort() & 0xffff;
        int id = b.getInt();
        byte[] payload = new byte[b.remaining()];
        b.get(payload);
        return new Frame(type, flags, method, id, payload);
    }

    /** Reads frames up to a GOAWAY and then to the end of the stream. */
    GoAway goAway() throws IOException {
        while (true) {
            Frame frame = read();
            if (frame.type() == FrameType.GOAWAY.wireId()) {
                GoAway goAway = GoAway.decode(ByteBuffer.wrap(frame.payload()));
                expectEnd();
                return goAway;
            }
        }
    }

    void expectEnd() throws IOException {
        try {
            int count = in.readAllBytes().length;
            if (count != 0) {
                throw new IOException(count + " bytes after the GOAWAY");
            }
        } catch (EOFException | SocketException e) {
            // A reset is an end as well.
        }
    }

    static byte[] header(long length, int type, int flags) {
        return ByteBuffer.allocate(Wire.LENGTH_BYTES + Wire.HEADER_BYTES)
                .putInt((int) length)
                .put((byte) type)
                .put((byte) flags)
                .putShort((short) 1)
                .putInt(1)
                .array();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
