package org.cdirpc.transport.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cdirpc.transport.channel.Eventually.eventually;

import java.io.IOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.EchoServer;
import org.cdirpc.transport.channel.IncomingCall;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.GoAway;
import org.cdirpc.transport.frame.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the server does with everything that a fair client never sends. */
final class ProtocolTest {

    private static final NodeIdentity SELF = new NodeIdentity("server", "s-1");
    private static final byte[] NONE = {};

    private final EchoServer echo = new EchoServer();
    private final Logger log = Logger.getLogger("org.cdirpc.transport.channel");
    private UndertowListener listener;

    @BeforeEach
    void quietly() {
        log.setLevel(Level.SEVERE);
    }

    @AfterEach
    void stop() {
        log.setLevel(null);
        for (IncomingCall call; (call = echo.held.poll()) != null; ) {
            call.ended();
        }
        listener.close();
        assertThat(listener.openChannels()).isZero();
    }

    private int start(ChannelSettings settings) throws IOException {
        listener = UndertowListener.start("127.0.0.1", 0, 2, SELF, settings, echo);
        return listener.port();
    }

    private int start() throws IOException {
        return start(ChannelSettings.defaults());
    }

    @Test
    void everyTypeAndFlagByteIsHandledOrRefused() throws IOException {
        int port = start();
        for (int type = 0; type < 256; type++) {
            FrameType known = FrameType.ofWireId(type);
            if (known == null || !known.fromDialler()) {
                violates(port, RawClient.header(Wire.HEADER_BYTES, type, 0), "frame type");
            }
        }
        for (int flags = 0; flags < 256; flags++) {
            if (!FrameType.CALL.allows(flags)) {
                violates(port, RawClient.header(Wire.HEADER_BYTES + Wire.TIME_BYTES, 3, flags), new byte[8], "flags");
            }
            if (flags != 0) {
                violates(port, RawClient.header(Wire.HEADER_BYTES, 6, flags), "flags");
            }
        }
        stillServes(port);
    }

    @Test
    void badLengthsAreRefusedBeforeAnythingIsAllocated() throws IOException {
        int port = start();
        long most = Wire.HEADER_BYTES + Wire.TIME_BYTES + Wire.FRAGMENT_BYTES;
        for (long length : new long[] {0, 1, 7, most + 1, 8 << 20, (8 << 20) + 1, 0x7fffffffL, 0xffffffffL}) {
            violates(port, RawClient.header(length, 3, 0), "frame length");
        }
        violates(port, RawClient.header(Wire.HEADER_BYTES, 3, 0), "payload of CALL");
        violates(port, RawClient.header(Wire.HEADER_BYTES + 1L, 6, 0), NONE, "payload of CANCEL");
        stillServes(port);
    }

    private void violates(int port, byte[] bytes, String expected) throws IOException {
        violates(port, bytes, NONE, expected);
    }

    private void violates(int port, byte[] bytes, byte[] more, String expected) throws IOException {
        try (RawClient raw = RawClient.upgraded(port)) {
            raw.send(bytes);
            // A byte behind it, for frames whose length is one too many.
            raw.send(more.length > 0 ? more : new byte[1]);
            GoAway goAway = raw.goAway();
            assertThat(goAway.reason()).isEqualTo(GoAway.PROTOCOL_VIOLATION);
            assertThat(goAway.text()).contains(expected).contains("expected");
        }
    }

    private void stillServes(int port) throws IOException {
        try (RawClient raw = RawClient.upgraded(port)) {
            raw.send(RawClient.call(1, 1, 0, new byte[] {5}));
            assertThat(raw.read().payload()).containsExactly(5);
        }
        eventually("violators are closed", () -> listener.openChannels() == 0);
    }

    @Test
    void idsAscendAndFragmentsBelongTogether() throws IOException {
        int port = start();
        byte[] big = new byte[2000];
        violates(port, RawClient.call(0, 1, 0, NONE), "ids ascend");
        violates(port, RawClient.call(5, 2, 0, NONE), RawClient.call(5, 2, 0, NONE), "ids ascend");
        violates(port, RawClient.call(5, 2, 0, NONE), RawClient.call(4, 2, 0, NONE), "ids ascend");
        violates(port, RawClient.call(5, 1, Wire.MORE, new byte[10]), "payload of CALL");
        violates(port, RawClient.call(5, 1, Wire.MORE, big), RawClient.call(5, 2, 0, big), "fragment of 5");
        violates(
                port,
                RawClient.call(5, 1, Wire.MORE, big),
                RawClient.call(5, 1, Wire.ATTACHMENTS, big),
                "fragment of 5");
    }

    @Test
    void aMessageOverTheCapFailsThatCallOnly() throws IOException {
        int port = start(ChannelSettings.defaults().withMessageCap(100_000));
        try (RawClient raw = RawClient.upgraded(port)) {
            raw.send(RawClient.call(1, 1, Wire.MORE, new byte[65_536]));
            raw.send(RawClient.call(1, 1, Wire.MORE, new byte[65_536]));
            raw.send(RawClient.call(1, 1, Wire.MORE, new byte[65_536]));
            raw.send(RawClient.call(1, 1, 0, new byte[1]));
            RawClient.Frame fail = raw.read();
            assertThat(fail.type()).isEqualTo(FrameType.FAIL.wireId());
            assertThat(fail.payload()[0]).isEqualTo((byte) Progress.NOT_STARTED.wireId());
            assertThat(fail.payload()[1]).isEqualTo((byte) FailureCode.ARGUMENTS_TOO_LARGE.wireId());
            raw.send(RawClient.call(2, 1, 0, new byte[] {5}));
            assertThat(raw.read().id()).isEqualTo(2);
        }
        assertThat(echo.calls).hasValue(1);
    }

    @Test
    void expiredAtArrivalDoesNotRun() throws IOException {
        int port = start();
        try (RawClient raw = RawClient.upgraded(port)) {
            raw.send(RawClient.frame(new FrameHeader(FrameType.CALL, 0, 1, 1, 0, 0), NONE));
            RawClient.Frame fail = raw.read();
            assertThat(fail.payload()[0]).isEqualTo((byte) Progress.NOT_STARTED.wireId());
            assertThat(fail.payload()[1]).isEqualTo((byte) FailureCode.DEADLINE_EXCEEDED.wireId());
            // Sent at 0 and at 1,000,000 by the sender's clock, received at the same moment: the first was late.
            raw.send(RawClient.frame(new FrameHeader(FrameType.CALL, 0, 1, 2, 500, 1_000_000), NONE));
            assertThat(raw.read().type()).isEqualTo(FrameType.REPLY.wireId());
            raw.send(RawClient.frame(new FrameHeader(FrameType.CALL, 0, 1, 3, 500, 999_000), NONE));
            assertThat(raw.read().type()).isEqualTo(FrameType.FAIL.wireId());
        }
        assertThat(echo.calls).hasValue(1);
    }

    @Test
    void cancelsOfABatchComeBeforeItsCalls() throws IOException {
        int port = start();
        try (RawClient raw = RawClient.upgraded(port)) {
            byte[] call = RawClient.call(1, 1, 0, NONE);
            byte[] cancel = RawClient.frame(FrameHeader.of(FrameType.CANCEL, 0, 0, 1), NONE);
            byte[] next = RawClient.call(2, 1, 0, NONE);
            raw.send(ByteBuffer.allocate(call.length + cancel.length + next.length)
                    .put(call)
                    .put(cancel)
                    .put(next)
                    .array());
            assertThat(raw.read().id()).isEqualTo(2);
        }
        assertThat(echo.calls).hasValue(1);
    }

    @Test
    void onlyTheRightUpgradeIsTaken() throws IOException {
        int port = start();
        refused(port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n", 426);
        refused(port, "GET /cdi-rpc HTTP/1.1\r\nHost: x\r\n\r\n", 426);
        refused(port, RawClient.UPGRADE.replace("cdi-rpc/1", "cdi-rpc/2") + "\r\n", 426);
        refused(port, RawClient.UPGRADE.replace("cdi-rpc/1", "websocket") + "\r\n", 426);
        refused(port, RawClient.UPGRADE.replace("GET", "POST") + "Content-Length: 0\r\n\r\n", 426);
        refused(port, RawClient.UPGRADE.replace("r-1", "") + "\r\n", 400);
        refused(port, RawClient.UPGRADE.replace("r-1", "r".repeat(256)) + "\r\n", 400);
        refused(port, RawClient.UPGRADE + "CdiRpc-Node: twice\r\n\r\n", 400);
        refused(port, RawClient.UPGRADE + "CdiRpc-Capabilities: xyz\r\n\r\n", 400);
        refused(port, RawClient.UPGRADE + "CdiRpc-Expect-Instance: s-2\r\n\r\n", 421);
        refused(port, RawClient.UPGRADE + "\r\nearly", 400);
        listener.drain(Duration.ZERO);
        refused(port, RawClient.UPGRADE + "\r\n", 503);
        assertThat(echo.peers).isEmpty();
    }

    private static void refused(int port, String request, int status) throws IOException {
        try (RawClient raw = new RawClient(port)) {
            assertThat(raw.request(request)).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void bytesRightBehindTheAnswerAreNotLost() throws IOException {
        int port = start();
        for (int i = 0; i < 50; i++) {
            try (RawClient raw = new RawClient(port)) {
                raw.send((RawClient.UPGRADE + "\r\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(raw.request("")).startsWith("HTTP/1.1 101");
                raw.send(RawClient.call(1, 1, 0, new byte[] {7}));
                assertThat(raw.read().payload()).containsExactly(7);
            }
        }
    }

    @Test
    void pingFloodIsClosedWithItsReason() throws IOException {
        int port = start();
        try (RawClient raw = RawClient.upgraded(port)) {
            byte[] ping = RawClient.frame(FrameHeader.of(FrameType.PING, 0, 0, 0), new byte[8]);
            for (int i = 0; i < 1_300; i++) {
                raw.send(ping);
            }
            GoAway goAway = raw.goAway();
            assertThat(goAway.reason()).isEqualTo(GoAway.FLOOD);
            assertThat(goAway.text()).contains("PING");
        } catch (java.net.SocketException e) {
            // The end may reach the sender before the GOAWAY does; it must be the end of this channel all the same.
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
        eventually("closed", () -> listener.openChannels() == 0);
    }

    @Test
    void callAndCancelFloodIsClosedWithItsReason() throws IOException {
        int port = start();
        try (RawClient raw = RawClient.upgraded(port)) {
            for (int id = 1; id <= 402; id++) {
                raw.send(RawClient.call(id, 2, 0, NONE));
                raw.send(RawClient.frame(FrameHeader.of(FrameType.CANCEL, 0, 0, id), NONE));
            }
            assertThat(raw.goAway().reason()).isEqualTo(GoAway.FLOOD);
        }
    }

    @Test
    void deadClientsAreNoticed() throws IOException {
        int port = start(ChannelSettings.defaults().withKeepAlive(Duration.ofMillis(100), Duration.ofMillis(400)));
        try (RawClient raw = RawClient.upgraded(port)) {
            assertThat(raw.read().type()).isEqualTo(FrameType.PING.wireId());
            long begin = System.nanoTime();
            assertThat(raw.goAway().reason()).isEqualTo(GoAway.DEAD);
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(2));
        }
        eventually("closed", () -> listener.openChannels() == 0);
    }

    @Test
    void aSlowReaderIsBounded() throws IOException {
        int port = start();
        try (RawClient raw = RawClient.upgraded(port)) {
            raw.socket.setSoTimeout(2_000);
            byte[] body = new byte[60_000];
            Thread sender = new Thread(() -> {
                try {
                    for (int id = 1; id <= 2_000; id++) {
                        raw.send(RawClient.call(id, 1, 0, body));
                    }
                } catch (IOException e) {
                    // Ended with the test: the server stopped reading, as it should.
                    Thread.currentThread().interrupt();
                }
            });
            sender.start();
            eventually("some calls served", () -> echo.calls.get() > 20);
            int before;
            do {
                before = echo.calls.get();
                java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
            } while (echo.calls.get() != before);
            assertThat(echo.calls.get()).as("120 MB were offered").isLessThan(600);
            stillServesBeside(port);
            for (int id = 1; id <= 200; id++) {
                assertThat(raw.read().payload()).hasSize(60_000);
            }
            eventually("reading goes on", () -> echo.calls.get() > before(200));
        }
    }

    private static int before(int read) {
        return read;
    }

    private static void stillServesBeside(int port) throws IOException {
        try (RawClient raw = RawClient.upgraded(port)) {
            raw.send(RawClient.call(1, 1, 0, new byte[] {5}));
            assertThat(raw.read().payload()).containsExactly(5);
        }
    }

    @Test
    void upgradeAndResetLeavesNoDescriptor() throws IOException {
        int port = start();
        stillServes(port);
        long before = descriptors();
        for (int i = 0; i < 500; i++) {
            try (RawClient raw = RawClient.upgraded(port)) {
                raw.socket.setSoLinger(true, 0);
            }
        }
        eventually("channels are gone", () -> listener.openChannels() == 0);
        eventually("descriptors are back", () -> descriptors() <= before + 5);
        eventually("closed() was told", () -> echo.closed.get() == echo.peers.size());
    }

    private static long descriptors() {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }

    @Test
    void aTakenPortIsSaidWithItsFix() throws IOException {
        int port = start();
        assertThatThrownBy(() -> UndertowListener.start("127.0.0.1", port, 2, SELF, ChannelSettings.defaults(), echo))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("CDIRPC100350")
                .hasMessageContaining(String.valueOf(port))
                .hasMessageContaining("expected");
        assertThatThrownBy(() -> UndertowListener.start("127.0.0.1", -1, 2, SELF, ChannelSettings.defaults(), echo))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
