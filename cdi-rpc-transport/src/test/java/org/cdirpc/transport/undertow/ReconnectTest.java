package org.cdirpc.transport.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cdirpc.transport.channel.Eventually.eventually;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.Client;
import org.cdirpc.transport.channel.DialOutcome;
import org.cdirpc.transport.channel.DialRequest;
import org.cdirpc.transport.channel.Dialler;
import org.cdirpc.transport.channel.EchoServer;
import org.cdirpc.transport.channel.Link;
import org.cdirpc.transport.channel.LinkHandler;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.channel.Peer;
import org.cdirpc.transport.dial.NioDialler;
import org.cdirpc.transport.dump.FrameDump;
import org.cdirpc.transport.frame.RecordingFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dialling side does when the other side goes, comes back, stops answering, or is something else. */
final class ReconnectTest {

    private static final byte[] SMALL = {42};
    private static final NodeIdentity SERVER = new NodeIdentity("server", "s-1");

    private final ChannelSettings settings = ChannelSettings.defaults()
            .withBackoff(Duration.ofMillis(20), Duration.ofMillis(200))
            .withConnectTimeout(Duration.ofMillis(300));
    private final EchoServer echo = new EchoServer();

    private static Client client(ChannelSettings with) {
        return new Client(with, new NioDialler(1, "cdi-rpc-dial"));
    }

    @Test
    void aLostChannelIsDialledAgainWithoutCalls() throws Exception {
        try (Client client = client(settings)) {
            UndertowListener first = UndertowListener.start("127.0.0.1", 0, 2, SERVER, settings, echo);
            int port = first.port();
            Peer peer = client.channels.peer("127.0.0.1", port, "s-1");
            assertThat(client.send(peer, EchoServer.ECHO, SMALL).answer().ok()).isTrue();
            client.await("connected");
            first.close();
            client.await("unreachable");
            client.await("unreachable");
            assertThat(peer.connected()).isFalse();
            UndertowListener second = UndertowListener.start("127.0.0.1", port, 2, SERVER, settings, echo);
            client.await("connected");
            assertThat(client.send(peer, EchoServer.ECHO, SMALL).answer().ok()).isTrue();
            client.channels.retire(peer);
            second.close();
        }
    }

    @Test
    void nobodyThereIsNotSentAndSaysWhenTheNextTryIs() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        ChannelSettings slow = settings.withBackoff(Duration.ofSeconds(60), Duration.ofSeconds(60));
        try (Client client = client(slow)) {
            Peer peer = client.channels.peer("localhost", port, null);
            Answer refused = client.send(peer, EchoServer.ECHO, SMALL).answer();
            assertThat(refused.code()).isEqualTo(FailureCode.CONNECT_FAILED);
            assertThat(refused.progress()).isEqualTo(Progress.NOT_SENT);
            assertThat(refused.reason()).contains("refused").contains("localhost:" + port);
            Answer backoff = client.send(peer, EchoServer.ECHO, SMALL).answer();
            assertThat(backoff.reason()).contains("The next try is in");
        }
    }

    @Test
    void aPortThatNeverAnswersTimesOut() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Client client = client(settings)) {
            Peer peer = client.channels.peer("127.0.0.1", silent.getLocalPort(), null);
            Answer deadline = client.send(peer, EchoServer.ECHO, SMALL, 60).answer();
            assertThat(deadline.code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
            assertThat(deadline.progress()).isEqualTo(Progress.NOT_SENT);
            assertThat(deadline.reason())
                    .contains("ms for a channel to 127.0.0.1")
                    .contains("connecting for")
                    .contains("first attempt");
            Answer timeout = client.send(peer, EchoServer.ECHO, SMALL).answer();
            assertThat(timeout.code()).isEqualTo(FailureCode.CONNECT_FAILED);
            assertThat(timeout.reason()).contains("connect timeout");
        }
    }

    @Test
    void somethingElseOnThePortIsQuoted() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Client client = client(settings)) {
            serve(other, "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnope");
            Peer peer = client.channels.peer("127.0.0.1", other.getLocalPort(), null);
            Answer answer = client.send(peer, EchoServer.ECHO, SMALL).answer();
            assertThat(answer.code()).isEqualTo(FailureCode.CONNECT_FAILED);
            assertThat(answer.reason()).contains("404").contains("expected: 101");
        }
    }

    @Test
    void aServerThatStopsAnsweringIsNoticed() throws Exception {
        ChannelSettings quick = settings.withKeepAlive(Duration.ofMillis(100), Duration.ofMillis(300));
        try (ServerSocket halfOpen = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Client client = client(quick)) {
            serve(
                    halfOpen,
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: cdi-rpc/1\r\nConnection: Upgrade\r\n"
                            + "CdiRpc-Node: dead\r\nCdiRpc-Instance: d-1\r\n\r\n");
            Peer peer = client.channels.peer("127.0.0.1", halfOpen.getLocalPort(), null);
            long begin = System.nanoTime();
            Answer answer = client.send(peer, EchoServer.ECHO, SMALL).answer();
            assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(2_000);
            assertThat(answer.code()).isEqualTo(FailureCode.CONNECTION_LOST);
            assertThat(answer.progress()).isEqualTo(Progress.UNKNOWN);
            assertThat(answer.reason()).contains("dead: nothing received");
        }
    }

    /** What a stopped process looks like: its kernel takes all that is sent. The channel itself is kept for a while. */
    @Test
    void aServerThatStopsAnsweringIsToldWhileCallsWait() throws Exception {
        // A dial that took too long would end the call, and then nothing is owed whose absence could be told.
        ChannelSettings quick = settings.withStall(Duration.ofMillis(100), Duration.ofMillis(200))
                .withConnectTimeout(Duration.ofSeconds(10));
        try (ServerSocket halfOpen = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Client client = client(quick)) {
            serve(
                    halfOpen,
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: cdi-rpc/1\r\nConnection: Upgrade\r\n"
                            + "CdiRpc-Node: frozen\r\nCdiRpc-Instance: f-1\r\n\r\n");
            Peer peer = client.channels.peer("127.0.0.1", halfOpen.getLocalPort(), null);
            Client.Sent sent = client.send(peer, EchoServer.ECHO, SMALL, 60_000);
            client.await("connected");
            long begin = System.nanoTime();
            assertThat(client.await("stalled")).contains("nothing received for").contains("calls that wait: 1");
            assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(2_000);
            assertThat(sent.answers()).isEmpty();
            assertThat(peer.connected()).isTrue();
        }
    }

    /** Else the peer is taken for connected for ever, over a channel that is gone. */
    @Test
    void aLinkThatBreaksAsItOpensIsLostAndDialledAgain() throws Exception {
        String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: cdi-rpc/1\r\nConnection: Upgrade\r\n"
                + "CdiRpc-Node: server\r\nCdiRpc-Instance: s-1\r\n\r\n";
        CountDownLatch reset = new CountDownLatch(1);
        CountDownLatch dialledAgain = new CountDownLatch(2);
        NioDialler dialler = new NioDialler(1, "cdi-rpc-dial");
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Client client = new Client(settings, new ResetFirst(dialler, reset))) {
            Thread thread = new Thread(() -> {
                try {
                    while (true) {
                        Socket socket = server.accept();
                        socket.setSoLinger(true, 0);
                        if (socket.getInputStream().read(new byte[4096]) > 0) {
                            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                        }
                        socket.close();
                        reset.countDown();
                        dialledAgain.countDown();
                    }
                } catch (IOException e) {
                    assertThat(server.isClosed()).isTrue();
                }
            });
            thread.setDaemon(true);
            thread.start();
            Peer peer = client.channels.peer("127.0.0.1", server.getLocalPort(), null);
            List<Client.Sent> waiting = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                waiting.add(client.send(peer, EchoServer.ECHO, SMALL, 60_000));
            }
            for (Client.Sent sent : waiting) {
                assertThat(sent.answer().progress()).isEqualTo(Progress.NOT_SENT);
            }
            client.await("unreachable");
            client.send(peer, EchoServer.ECHO, SMALL, 60_000);
            assertThat(dialledAgain.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Holds an opened link back until the other side has reset it, so that the first write fails. */
    private record ResetFirst(Dialler dialler, CountDownLatch reset) implements Dialler {
        @Override
        public Dial dial(DialRequest request, DialOutcome outcome) {
            return dialler.dial(request, new DialOutcome() {
                @Override
                public LinkHandler opened(Link link, NodeIdentity remote, long capabilities) {
                    try {
                        assertThat(reset.await(10, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    return outcome.opened(link, remote, capabilities);
                }

                @Override
                public void failed(String reason, Throwable cause) {
                    outcome.failed(reason, cause);
                }
            });
        }

        @Override
        public void close() {
            dialler.close();
        }
    }

    /** Answers every connection with this text, and then never says or closes anything. */
    private static void serve(ServerSocket server, String answer) {
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    InputStream in = socket.getInputStream();
                    byte[] request = new byte[4096];
                    if (in.read(request) > 0) {
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException e) {
                // The test closes the server socket.
                assertThat(server.isClosed()).isTrue();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void aRecordedChannelIsReadable(@TempDir Path directory) throws Exception {
        ChannelSettings recorded = settings.withRecordTo(directory);
        try (Client client = client(recorded)) {
            UndertowListener listener = UndertowListener.start("127.0.0.1", 0, 2, SERVER, recorded, echo);
            Peer peer = client.channels.peer("127.0.0.1", listener.port(), null);
            byte[] cbor = {(byte) 0x82, 0x01, 0x63, 'a', 'b', 'c'};
            assertThat(client.send(peer, EchoServer.ECHO, cbor).answer().ok()).isTrue();
            assertThat(client.send(peer, EchoServer.ECHO, new byte[] {(byte) 0xff, 1})
                            .answer()
                            .ok())
                    .isTrue();
            assertThat(client.send(peer, EchoServer.ECHO, new byte[200_000])
                            .answer()
                            .ok())
                    .isTrue();
            listener.drain(Duration.ofSeconds(1));
            listener.close();
        }
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                StringBuilder text = new StringBuilder();
                FrameDump.dump(file, text);
                assertThat(text.toString())
                        .contains("-> BIND", "-> CALL", "<- REPLY", "<- GOAWAY", "82016361626", "[1, \"abc\"]")
                        .contains("not CBOR from here", "MORE", "end of the recording")
                        .doesNotContain("! ");
            }
        }
        Path garbage = Files.write(directory.resolve("garbage" + RecordingFormat.SUFFIX), new byte[100]);
        StringBuilder text = new StringBuilder();
        FrameDump.dump(garbage, text);
        assertThat(text.toString()).contains("is this a recording?");
        eventually("files are closed", () -> Files.isReadable(garbage));
    }
}
