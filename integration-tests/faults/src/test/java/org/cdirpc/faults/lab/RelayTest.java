package org.cdirpc.faults.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cdirpc.transport.frame.FrameType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelayTest {

    private static final int A_WHILE = 20_000;
    private static final int WHAT_KERNELS_DO_NOT_KEEP = 64 << 20;

    private ServerSocket server;
    private Relay relay;
    private Socket consumer;
    private Socket provider;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        relay = Relay.start(0, server.getLocalPort());
        consumer = new Socket(InetAddress.getLoopbackAddress(), relay.port());
        server.setSoTimeout(A_WHILE);
        provider = server.accept();
        consumer.setSoTimeout(A_WHILE);
        provider.setSoTimeout(A_WHILE);
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        consumer.close();
        provider.close();
        server.close();
    }

    @Test
    void bytesPassBothWaysUnchanged() throws IOException {
        consumer.getOutputStream().write(new byte[] {1, 2, 3});
        assertThat(provider.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
        provider.getOutputStream().write(4);
        assertThat(consumer.getInputStream().read()).isEqualTo(4);
    }

    @Test
    void whatIsHeldBackInOneDirectionArrivesWhenItIsReleasedAndTheOtherDirectionIsFree() throws IOException {
        relay.toProvider().hold();
        consumer.getOutputStream().write(new byte[] {5, 6});
        provider.getOutputStream().write(7);
        assertThat(consumer.getInputStream().read()).isEqualTo(7);
        provider.setSoTimeout(100);
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> provider.getInputStream().read());
        provider.setSoTimeout(A_WHILE);
        relay.toProvider().release();
        assertThat(provider.getInputStream().readNBytes(2)).containsExactly(5, 6);
    }

    @Test
    void latencyAndBandwidthTakeTheirTime() throws IOException {
        relay.toProvider().delay(100, 20);
        long begin = System.nanoTime();
        consumer.getOutputStream().write(1);
        assertThat(provider.getInputStream().read()).isEqualTo(1);
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(80_000_000);

        relay.toProvider().delay(0, 0);
        relay.toProvider().bandwidth(1_000_000);
        begin = System.nanoTime();
        consumer.getOutputStream().write(new byte[12_500]);
        assertThat(provider.getInputStream().readNBytes(12_500)).hasSize(12_500);
        // 100,000 bits.
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(100_000_000);
    }

    @Test
    void oneThatIsSlowMakesItsSenderWait() throws Exception {
        relay.toConsumer().slow(10 << 10);
        provider.setSendBufferSize(16 << 10);
        CountDownLatch written = new CountDownLatch(1);
        Thread sender = new Thread(() -> {
            try {
                provider.getOutputStream().write(new byte[WHAT_KERNELS_DO_NOT_KEEP]);
                written.countDown();
            } catch (IOException closed) {
                // By the end of the test.
            }
        });
        sender.start();
        long begin = System.nanoTime();
        assertThat(consumer.getInputStream().readNBytes(32 << 10)).hasSize(32 << 10);
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(3_000_000_000L);
        assertThat(written.getCount()).as("not taken by the relay").isOne();
        relay.toConsumer().slow(0);
        int rest = WHAT_KERNELS_DO_NOT_KEEP - (32 << 10);
        assertThat(consumer.getInputStream().readNBytes(rest)).hasSize(rest);
        assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aResetEndsWhatIsOpenAndWhatIsOpenedUntilItIsOver() throws IOException {
        relay.reset(true);
        assertThat(ended(consumer)).isTrue();
        try (Socket another = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
            another.setSoTimeout(A_WHILE);
            assertThat(ended(another)).isTrue();
        }
        relay.reset(false);
        try (Socket another = new Socket(InetAddress.getLoopbackAddress(), relay.port());
                Socket accepted = server.accept()) {
            another.getOutputStream().write(9);
            assertThat(accepted.getInputStream().read()).isEqualTo(9);
        }
    }

    @Test
    void theEndOfOneSideIsTheEndOfTheOther() throws IOException {
        consumer.shutdownOutput();
        assertThat(provider.getInputStream().read()).isEqualTo(-1);
        provider.getOutputStream().write(3);
        assertThat(consumer.getInputStream().read()).isEqualTo(3);
    }

    @Test
    void callsAreCountedHoweverTheirBytesArrive() throws IOException {
        byte call = (byte) FrameType.CALL.wireId();
        byte cancel = (byte) FrameType.CANCEL.wireId();
        consumer.getOutputStream().write("GET /cdi-rpc HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] frames = {
            0, 0, 0, 3, call, 0, 0, // a call
            0, 0, 0, 1, cancel, // and its end
            0, 0, 0, 5, call, call, call, call, call, // a call whose payload looks like calls
            0, 0, 0, 1, cancel
        };
        for (byte each : frames) {
            consumer.getOutputStream().write(each);
            consumer.getOutputStream().flush();
        }
        provider.getInputStream().readNBytes(25 + frames.length);
        assertThat(relay.callsSent()).isEqualTo(2);
    }

    private static boolean ended(Socket socket) {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
