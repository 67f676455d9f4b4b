package org.cdirpc.transport.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cdirpc.transport.channel.Eventually.eventually;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.cdirpc.transport.channel.ChannelAcceptor;
import org.cdirpc.transport.channel.ChannelContract;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.Client.Sent;
import org.cdirpc.transport.channel.Dialler;
import org.cdirpc.transport.channel.EchoServer;
import org.cdirpc.transport.channel.IncomingCall;
import org.cdirpc.transport.channel.Listener;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.dial.NioDialler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Channels that workers take over. */
final class WorkersChannelTest extends ChannelContract {

    private static final int WORKERS = 4;
    private static final byte[] SMALL = {1};

    private final ThreadPoolExecutor workers =
            new ThreadPoolExecutor(0, WORKERS, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
    private final ThreadPoolExecutor callers =
            new ThreadPoolExecutor(0, WORKERS, 1, TimeUnit.SECONDS, new SynchronousQueue<>());

    @Override
    protected Listener listen(NodeIdentity self, ChannelSettings with, ChannelAcceptor acceptor) throws IOException {
        return UndertowListener.start("127.0.0.1", 0, 2, self, with, acceptor, workers);
    }

    @Override
    protected Dialler dialler() {
        return new NioDialler(1, "cdi-rpc-dial");
    }

    @Override
    protected Executor workers() {
        return callers;
    }

    @AfterEach
    void end() {
        callers.shutdown();
        echo.goOn.release(100);
        workers.shutdown();
    }

    @Test
    void callsRunOnWorkers() {
        for (int i = 0; i < 100; i++) {
            assertThat(client.send(peer, EchoServer.ECHO, SMALL).answer().ok()).isTrue();
        }
        assertThat(echo.onWorkers.get()).isEqualTo(100);
    }

    /** Or a few idle channels hold all workers. */
    @Test
    void anIdleChannelGivesItsWorkersBack() {
        assertThat(send(new CountDownLatch(0)).goOn.getCount()).isZero();
        assertThat(client.send(peer, EchoServer.ECHO, SMALL).answer().ok()).isTrue();
        eventually("no worker of the serving side", () -> workers.getActiveCount() == 0);
        eventually("no worker of the calling side", () -> callers.getActiveCount() == 0);
    }

    /** Those behind it, and the answers before it that it has not sent yet. */
    @Test
    void aCallThatStallsHoldsUpNobody() {
        client.send(peer, EchoServer.ECHO, SMALL).answer();
        for (int round = 1; round < WORKERS; round++) {
            List<Sent> neighbours = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                neighbours.add(client.send(peer, EchoServer.ECHO, SMALL));
            }
            Sent stalls = client.send(peer, EchoServer.STALL, SMALL);
            for (int i = 0; i < 50; i++) {
                neighbours.add(client.send(peer, EchoServer.ECHO, SMALL));
            }
            neighbours.forEach(
                    sent -> assertThat(sent.answer().ok()).as("a neighbour").isTrue());
            assertThat(stalls.answers()).isEmpty();
            int stalled = round;
            eventually("it began", () -> echo.stalled.get() == stalled);
        }
        echo.goOn.release(WORKERS - 1);
        // Behind much else it is handed over, and not served by the one who read it.
        echo.held.forEach(IncomingCall::ended);
        assertThat(client.send(peer, EchoServer.ECHO, SMALL).answer().ok()).isTrue();
        eventually("all stalled calls answered", () -> listener.runningCalls() == 0);
    }

    /** With all workers stalled, the I/O thread goes on by itself. */
    @Test
    void withoutAWorkerTheIoThreadHandlesCalls() {
        for (int i = 0; i < WORKERS; i++) {
            int stalled = i + 1;
            client.send(peer, EchoServer.STALL, SMALL, 60_000);
            eventually("it stalls", () -> echo.stalled.get() == stalled);
        }
        int before = echo.onWorkers.get();
        for (int i = 0; i < 20; i++) {
            assertThat(client.send(peer, EchoServer.ECHO, SMALL).answer().ok()).isTrue();
        }
        assertThat(echo.onWorkers.get()).isEqualTo(before);
        echo.goOn.release(WORKERS);
        eventually("a worker is free again", () -> {
            client.send(peer, EchoServer.ECHO, SMALL).answer();
            return echo.onWorkers.get() > before;
        });
    }

    /** As a stage does: its answer makes user code run, on a worker where there is one. */
    private static final class Stage implements CallListener {
        final CountDownLatch told = new CountDownLatch(1);
        final CountDownLatch goOn;
        volatile boolean onWorker;

        Stage(CountDownLatch goOn) {
            this.goOn = goOn;
        }

        @Override
        public boolean wantsWorker() {
            return true;
        }

        @Override
        public void answered(Answer answer) {
            told.countDown();
        }

        @Override
        public void answeredOnWorker(Answer answer) {
            onWorker = true;
            told.countDown();
            try {
                goOn.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Stage send(CountDownLatch goOn) {
        Stage stage = new Stage(goOn);
        peer.send(client.call(EchoServer.ECHO, SMALL, 20_000, false), stage);
        return stage;
    }

    @Test
    void anAnswerThatStallsHoldsUpNobody() throws Exception {
        CountDownLatch none = new CountDownLatch(0);
        CountDownLatch goOn = new CountDownLatch(1);
        for (int round = 1; round <= WORKERS; round++) {
            List<Stage> stages = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                stages.add(send(none));
            }
            Stage stalls = send(goOn);
            for (int i = 0; i < 50; i++) {
                stages.add(send(none));
            }
            for (Stage stage : stages) {
                assertThat(stage.told.await(10, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(stalls.told.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(client.send(peer, EchoServer.ECHO, SMALL).answer().ok()).isTrue();
        }
        // All workers are stuck now: the I/O thread tells.
        Stage withoutWorker = send(none);
        assertThat(withoutWorker.told.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(withoutWorker.onWorker).isFalse();
        goOn.countDown();
        eventually("workers tell again", () -> {
            Stage stage = send(none);
            try {
                return stage.told.await(10, TimeUnit.SECONDS) && stage.onWorker;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** A lone caller that began to read before the worker came reads beside it: what it reads must not get lost. */
    @Test
    void answersThatACallerReadsBesideAWorkerAreTold() throws Exception {
        client.send(peer, EchoServer.ECHO, SMALL).answer();
        AtomicInteger reads = new AtomicInteger();
        Thread reader = new Thread(() -> {
            try {
                client.callAndRead(peer, EchoServer.HOLD, SMALL, 60_000, reads);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        reader.start();
        IncomingCall held = echo.held.poll(10, TimeUnit.SECONDS);
        CountDownLatch none = new CountDownLatch(0);
        for (int round = 0; round < 300; round++) {
            List<Stage> stages = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                stages.add(send(none));
            }
            for (Stage stage : stages) {
                assertThat(stage.told.await(10, TimeUnit.SECONDS))
                        .as("round %s", round)
                        .isTrue();
            }
        }
        held.reply(new byte[0], SMALL, 0, 1);
        reader.join(10_000);
        assertThat(reader.isAlive()).isFalse();
    }

    /** It would wait for an answer that it has itself to read. */
    @Test
    void anAnswerWhoseListenerCallsAndWaitsIsServed() throws Exception {
        CountDownLatch done = new CountDownLatch(50);
        AtomicInteger reads = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            peer.send(client.call(EchoServer.ECHO, SMALL, 20_000, false), new CallListener() {
                @Override
                public boolean wantsWorker() {
                    return true;
                }

                @Override
                public void answered(Answer answer) {
                    done.countDown();
                }

                @Override
                public void answeredOnWorker(Answer answer) {
                    try {
                        assertThat(client.callAndRead(peer, EchoServer.ECHO, SMALL, 10_000, reads)
                                        .ok())
                                .isTrue();
                        done.countDown();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            });
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Its calls would otherwise be held against the node's budget for ever. */
    @Test
    void whatAWorkerHadNotBegunEndsWithItsChannel() {
        client.send(peer, EchoServer.STALL, SMALL, 60_000);
        for (int i = 0; i < 50; i++) {
            client.send(peer, EchoServer.ECHO, SMALL);
        }
        eventually("it stalls", () -> echo.stalled.get() == 1);
        client.close();
        eventually("no channel open", () -> listener.openChannels() == 0);
        echo.goOn.release();
        eventually("nothing runs", () -> listener.runningCalls() == 0);
    }
}
