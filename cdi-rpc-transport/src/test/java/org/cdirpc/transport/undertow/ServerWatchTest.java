package org.cdirpc.transport.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cdirpc.transport.channel.Eventually.eventually;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cdirpc.transport.channel.AcceptedChannels;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.EchoServer;
import org.cdirpc.transport.channel.NodeIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xnio.XnioIoThread;

/** What is known of a server whose threads hang or end; time is the test's. */
@Timeout(60)
final class ServerWatchTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AcceptedChannels channels =
            new AcceptedChannels(new NodeIdentity("watched", "w-1"), ChannelSettings.defaults(), new EchoServer());
    private HostedServer server;
    private ServerWatch watch;
    private long now = System.nanoTime();

    @BeforeEach
    void start() throws Exception {
        server = HostedServer.start("127.0.0.1", 0, 2, channels);
        watch = new ServerWatch(server.worker(), "here");
    }

    @AfterEach
    void stop() {
        channels.close();
        server.stop();
    }

    /** A look a second later, after which all threads that live have said so. */
    private String look() throws InterruptedException {
        now += SECOND;
        String trouble = watch.trouble(now);
        for (int i = 0; i < 2; i++) {
            XnioIoThread thread = server.worker().getIoThread(i);
            if (thread.isAlive() && !hangs(thread)) {
                CountDownLatch turned = new CountDownLatch(1);
                thread.execute(turned::countDown);
                assertThat(turned.await(20, TimeUnit.SECONDS)).isTrue();
            }
        }
        return trouble;
    }

    private XnioIoThread hanging;

    private boolean hangs(XnioIoThread thread) {
        return thread.equals(hanging);
    }

    @Test
    void aThreadThatHangsIsKnownAfterSomeLooksAndWellAgainAtOnce() throws Exception {
        assertThat(look()).isNull();
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        hanging = server.worker().getIoThread(1);
        hanging.execute(() -> {
            hangs.countDown();
            try {
                assertThat(go.await(40, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(hangs.await(20, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < ServerWatch.LOOKS; i++) {
            assertThat(look()).isNull();
        }
        assertThat(look()).startsWith("CDIRPC100374: I/O thread " + hanging.getName() + " of the listener on here");
        assertThat(watch.trouble(now + SECOND / 2)).as("between two looks").startsWith("CDIRPC100374");
        go.countDown();
        hanging = null;
        look();
        assertThat(look()).isNull();
    }

    /** The clock of a process that was frozen jumps; its threads are well, and so it is said. */
    @Test
    void aProcessThatWasFrozenIsNotTakenForOneThatHangs() throws Exception {
        assertThat(look()).isNull();
        now += 600 * SECOND;
        assertThat(look()).isNull();
        assertThat(look()).isNull();
    }

    /** The stop that follows must not wait for them for ever, as the I/O library does. */
    @Test
    void threadsThatHaveEndedAreSaid() throws Exception {
        assertThat(look()).isNull();
        server.worker().shutdownNow();
        eventually(
                "the threads have ended",
                () -> !server.worker().getIoThread(0).isAlive()
                        && !server.worker().getIoThread(1).isAlive());
        assertThat(look()).startsWith("CDIRPC100373: I/O thread");
    }
}
