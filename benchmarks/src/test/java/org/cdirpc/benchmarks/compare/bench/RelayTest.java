package org.cdirpc.benchmarks.compare.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class RelayTest {

    @Test
    void every_byte_received_has_been_counted() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Relay relay = new Relay(listener.getLocalPort());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), relay.port());
                Socket server = listener.accept()) {
            client.getOutputStream().write(new byte[300]);
            assertThat(server.getInputStream().readNBytes(300)).hasSize(300);
            assertThat(relay.requestBytes()).isEqualTo(300);
            assertThat(relay.replyBytes()).isZero();

            server.getOutputStream().write(new byte[70]);
            assertThat(client.getInputStream().readNBytes(70)).hasSize(70);
            assertThat(relay.replyBytes()).isEqualTo(70);

            server.close();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }
}
