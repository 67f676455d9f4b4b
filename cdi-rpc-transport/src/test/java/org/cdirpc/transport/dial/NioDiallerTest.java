package org.cdirpc.transport.dial;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cdirpc.transport.channel.DialOutcome;
import org.cdirpc.transport.channel.DialRequest;
import org.cdirpc.transport.channel.Dialler;
import org.cdirpc.transport.channel.Link;
import org.cdirpc.transport.channel.LinkHandler;
import org.cdirpc.transport.channel.NodeIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names that resolve slowly. */
final class NioDiallerTest {

    private final CountDownLatch slow = new CountDownLatch(1);
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    private final NioDialler dialler = new NioDialler(1, "cdi-rpc-names", this::resolve);

    @AfterEach
    void close() {
        slow.countDown();
        dialler.close();
    }

    private InetAddress resolve(String host) throws UnknownHostException {
        asked.add(host);
        try {
            if (host.startsWith("slow") && !slow.await(10, TimeUnit.SECONDS)) {
                throw new UnknownHostException(host);
            }
        } catch (InterruptedException e) {
            throw new UnknownHostException(host);
        }
        return InetAddress.getLoopbackAddress();
    }

    private Dialler.Dial dial(String host, int port) {
        return dialler.dial(new DialRequest(host, port, new NodeIdentity("c", "c-1"), null), new DialOutcome() {
            @Override
            public LinkHandler opened(Link link, NodeIdentity remote, long capabilities) {
                throw new AssertionError("nobody answers");
            }

            @Override
            public void failed(String reason, Throwable cause) {
                failures.add(host);
            }
        });
    }

    private static int nobody() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            return taken.getLocalPort();
        }
    }

    @Test
    void aSlowNameKeepsNoOtherWaiting() throws Exception {
        dial("slow", 1);
        assertThat(asked.poll(10, TimeUnit.SECONDS)).isEqualTo("slow");
        dial("quick", nobody());
        assertThat(failures.poll(5, TimeUnit.SECONDS))
                .as("refused, so resolved")
                .isEqualTo("quick");
    }

    @Test
    void anAbandonedDialAsksForNoAddress() throws Exception {
        for (int i = 1; i <= 4; i++) {
            dial("slow" + i, 1);
            assertThat(asked.poll(10, TimeUnit.SECONDS)).startsWith("slow");
        }
        dial("abandoned", 1).abandon();
        dial("next", nobody());
        slow.countDown();
        assertThat(asked.poll(10, TimeUnit.SECONDS)).isEqualTo("next");
    }
}
