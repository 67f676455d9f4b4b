package org.cdirpc.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cdirpc.transport.channel.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Client.Sent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every kind of channel does. Ends each test with the assertion that nothing is left. */
public abstract class ChannelContract {

    private static final byte[] SMALL = {42};
    protected static final NodeIdentity SERVER = new NodeIdentity("server", "s-1");

    protected final EchoServer echo = new EchoServer();
    private Set<Thread> threadsBefore;
    protected ChannelSettings settings = ChannelSettings.defaults();
    protected Listener listener;
    protected Client client;
    protected Peer peer;

    protected abstract Listener listen(NodeIdentity self, ChannelSettings with, ChannelAcceptor acceptor)
            throws Exception;

    protected abstract Dialler dialler();

    /** What takes channels over on the calling side; null for nothing. */
    protected Executor workers() {
        return null;
    }

    @BeforeEach
    void start() throws Exception {
        threadsBefore = ourThreads();
        listener = listen(SERVER, settings, echo);
        client = new Client(settings, dialler(), workers());
        peer = client.channels.peer(listener.host(), listener.port(), SERVER.instance());
    }

    @AfterEach
    void nothingIsLeft() {
        IncomingCall held;
        while ((held = echo.held.poll()) != null) {
            held.ended();
        }
        eventually("no call pending", () -> client.channels.pendingCalls() == 0);
        eventually("no call running", () -> listener.runningCalls() == 0);
        client.close();
        eventually("no channel open", () -> listener.openChannels() == 0);
        listener.close();
        assertThat(echo.closed.get()).as("closed() once per accepted()").isEqualTo(echo.peers.size());
        eventually("no thread left", () -> threadsBefore.containsAll(ourThreads()));
    }

    private static Set<Thread> ourThreads() {
        Set<Thread> threads = new HashSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("cdi-rpc")) {
                threads.add(thread);
            }
        }
        return threads;
    }

    @Test
    void echoesEverySizeUpToTheCap() {
        Random random = new Random(1);
        int cap = settings.messageCap();
        for (int size : new int[] {0, 1, 400, 65_535, 65_536, 65_537, 131_072, 1_000_001, cap - 1, cap}) {
            byte[] body = new byte[size];
            random.nextBytes(body);
            Answer answer = client.send(peer, EchoServer.ECHO, body).answer();
            assertThat(answer.ok()).as("%s", answer).isTrue();
            assertThat(answer.length()).isEqualTo(size);
            assertThat(java.util.Arrays.equals(body, 0, size, answer.buffer(), answer.offset(), answer.offset() + size))
                    .isTrue();
        }
        assertThat(echo.binds).hasSize(1);
        assertThat(client.bound.poll()).isEqualTo(EchoServer.BOUND);
        assertThat(peer.instance()).isEqualTo(SERVER.instance());
        assertThat(peer.node()).isEqualTo(SERVER.node());
        assertThat(echo.peers.get(0).node()).isEqualTo("client");
    }

    /** Else they are refused, as their methods are not known yet. */
    @Test
    void callsDoNotOvertakeTheirBindHoweverLargeItIs() {
        client.bindBytes = 1 << 20;
        List<Client.Sent> sent = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            sent.add(client.send(peer, EchoServer.ECHO, SMALL));
        }
        sent.forEach(each -> assertThat(each.answer().ok()).isTrue());
        assertThat(echo.unbound).hasValue(0);
        assertThat(echo.binds)
                .singleElement()
                .satisfies(body -> assertThat(body).startsWith(1).hasSize(1 << 20));
    }

    @Test
    void overTheCapIsATypedErrorAndTheChannelLives() {
        Answer arguments = client.send(peer, EchoServer.ECHO, new byte[settings.messageCap() + 1])
                .answer();
        assertThat(arguments.code()).isEqualTo(FailureCode.ARGUMENTS_TOO_LARGE);
        assertThat(arguments.progress()).isEqualTo(Progress.NOT_SENT);
        Answer result = client.send(peer, EchoServer.BIG, SMALL).answer();
        assertThat(result.code()).isEqualTo(FailureCode.RESULT_TOO_LARGE);
        assertThat(result.progress()).isEqualTo(Progress.COMPLETED);
        assertThat(client.send(peer, EchoServer.ECHO, SMALL).answer().ok()).isTrue();
        assertThat(listener.openChannels()).isEqualTo(1);
    }

    @Test
    void manyThreadsShareAChannelWithoutMixUp() throws Exception {
        Client.onThreads(64, number -> {
            Random random = new Random(number);
            for (int i = 0; i < 200; i++) {
                byte[] body = new byte[4 + random.nextInt(i % 50 == 0 ? 200_000 : 600)];
                random.nextBytes(body);
                Answer answer = client.send(peer, EchoServer.ECHO, body).answer();
                assertThat(answer.ok()).as("%s", answer).isTrue();
                assertThat(java.util.Arrays.copyOfRange(
                                answer.buffer(), answer.offset(), answer.offset() + answer.length()))
                        .isEqualTo(body);
            }
        });
        assertThat(echo.calls.get()).isEqualTo(64 * 200);
        assertThat(echo.peers).hasSize(1);
    }

    @Test
    void aLoneCallerReadsItsOwnAnswers() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        // An answer that is there before the caller looks needs no reading: so many, until there was one that did.
        for (int i = 0; i < 300 || (reads.get() == 0 && i < 20_000); i++) {
            byte[] body = {(byte) i, 1};
            Answer answer = client.callAndRead(peer, EchoServer.ECHO, body, 10_000, reads);
            assertThat(answer.ok()).as("%s", answer).isTrue();
            assertThat(answer.buffer()).isEqualTo(body);
        }
        assertThat(reads.get()).isPositive();
        assertThat(client.send(peer, EchoServer.ECHO, SMALL).answer().ok())
                .as("one that does not read")
                .isTrue();
    }

    @Test
    void callersThatReadAndOthersShareAChannel() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        Client.onThreads(6, number -> {
            for (int i = 0; i < 300; i++) {
                byte[] body = {(byte) number, (byte) i};
                Answer answer = number % 2 == 0
                        ? client.callAndRead(peer, EchoServer.ECHO, body, 10_000, reads)
                        : client.send(peer, EchoServer.ECHO, body).answer();
                assertThat(answer.buffer()).isEqualTo(body);
            }
        });
    }

    /** The reader serves the others while it waits, and somebody serves them when it goes first. */
    @Test
    void whatOthersWaitForIsReadByTheLoneCallerAndAfterIt() throws Exception {
        client.send(peer, EchoServer.ECHO, SMALL).answer();
        AtomicInteger reads = new AtomicInteger();
        AtomicReference<Answer> first = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            try {
                first.set(client.callAndRead(peer, EchoServer.HOLD, SMALL, 10_000, reads));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        reader.start();
        IncomingCall held = echo.held.poll(10, TimeUnit.SECONDS);
        assertThat(client.send(peer, EchoServer.ECHO, SMALL).answer().ok()).isTrue();
        Sent behind = client.send(peer, EchoServer.HOLD, SMALL);
        IncomingCall last = echo.held.poll(10, TimeUnit.SECONDS);
        held.reply(new byte[0], SMALL, 0, 1);
        reader.join(10_000);
        assertThat(first.get().ok()).isTrue();
        last.reply(new byte[0], SMALL, 0, 1);
        assertThat(behind.answer().ok()).isTrue();
    }

    @Test
    void anInterruptedReaderHarmsNobody() throws Exception {
        client.send(peer, EchoServer.ECHO, SMALL).answer();
        AtomicInteger reads = new AtomicInteger();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            try {
                client.callAndRead(peer, EchoServer.HOLD, SMALL, 10_000, reads);
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        reader.start();
        IncomingCall held = echo.held.poll(10, TimeUnit.SECONDS);
        reader.interrupt();
        held.reply(new byte[0], SMALL, 0, 1);
        reader.join(10_000);
        assertThat(client.send(peer, EchoServer.ECHO, SMALL).answer().ok()).isTrue();
        assertThat(client.callAndRead(peer, EchoServer.ECHO, SMALL, 10_000, reads)
                        .ok())
                .isTrue();
        assertThat(listener.openChannels()).isEqualTo(1);
    }

    /** The reader sits in a selector, where an answer that another thread gives would not wake it. */
    @Test
    void aReaderIsWokenByAnAnswerFromElsewhere() throws Exception {
        client.send(peer, EchoServer.ECHO, SMALL).answer();
        AtomicReference<PendingCall> pending = new AtomicReference<>();
        CountDownLatch sent = new CountDownLatch(1);
        AtomicReference<Answer> answered = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            OutgoingCall call = client.call(EchoServer.HOLD, SMALL, 60_000, false);
            pending.set(peer.send(
                    new OutgoingCall(
                            call.binding(),
                            EchoServer.HOLD,
                            call.deadlineNanos(),
                            new byte[0],
                            SMALL,
                            0,
                            1,
                            false,
                            null,
                            true),
                    answered::set));
            sent.countDown();
            while (answered.get() == null) {
                pending.get().read(60_000_000_000L);
            }
        });
        reader.start();
        assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();
        IncomingCall held = echo.held.poll(10, TimeUnit.SECONDS);
        pending.get().cancel(FailureCode.CANCELLED);
        reader.join(5_000);
        assertThat(reader.isAlive()).isFalse();
        assertThat(answered.get().code()).isEqualTo(FailureCode.CANCELLED);
        held.ended();
    }

    /** Its process answers PINGs beside it, whoever has the channel: I/O threads, workers, a caller that reads. */
    @Test
    void aSlowCallIsNoStall() throws Exception {
        ChannelSettings watchful = settings.withStall(Duration.ofMillis(30), Duration.ofMillis(700));
        try (Client other = new Client(watchful, dialler(), workers())) {
            Peer watched = other.channels.peer(listener.host(), listener.port(), SERVER.instance());
            assertThat(other.send(watched, EchoServer.ECHO, SMALL).answer().ok())
                    .isTrue();
            AtomicInteger reads = new AtomicInteger();
            Answer lone = other.callAndRead(watched, EchoServer.HOLD, SMALL, 900, reads);
            Sent slow = other.send(watched, EchoServer.STALL, SMALL, 900);
            assertThat(lone.code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
            assertThat(slow.answer().code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
            assertThat(other.events).containsExactly("connected");
        }
        echo.goOn.release();
        held().ended();
        eventually("the other one has begun", () -> echo.stalled.get() == 1);
    }

    /** Nobody watches the channel after a lone call: the timer must see to it. */
    @Test
    void theEndOfAnUnattendedChannelIsNoticed() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            client.callAndRead(peer, EchoServer.ECHO, SMALL, 10_000, reads);
        }
        listener.close();
        client.await("unreachable");
    }

    /** Only where it was agreed; before BOUND, and for other methods, the body is made anew. */
    @Test
    void aBodyIsPositionalOnlyWhereThatWasAgreed() {
        byte[] named = {7, 7, 7};
        OutgoingCall.Renaming renaming = call -> client.call(call.methodIndex(), named, 10_000, false);
        Sent early = Client.send(peer, positional(EchoServer.ECHO, renaming));
        assertThat(early.answer().buffer()).isEqualTo(named);
        eventually("BOUND came", () -> peer.positional(client.binding, EchoServer.ECHO));
        assertThat(peer.positional(client.binding, EchoServer.HOLD)).isFalse();
        Answer answer = Client.send(peer, positional(EchoServer.ECHO, renaming)).answer();
        assertThat(answer.buffer()).isEqualTo(SMALL);
        assertThat(answer.positional()).as("as it was asked").isTrue();
        Sent other = Client.send(peer, positional(EchoServer.HOLD, renaming));
        eventually("it arrived", () -> !echo.held.isEmpty());
        IncomingCall held = echo.held.remove();
        assertThat(held.positional()).isFalse();
        held.reply(new byte[0], held.buffer(), held.offset(), held.length());
        assertThat(other.answer().buffer()).isEqualTo(named);
    }

    private OutgoingCall positional(int method, OutgoingCall.Renaming renaming) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        return new OutgoingCall(client.binding, method, deadline, new byte[0], SMALL, 0, 1, false, renaming, false);
    }

    @Test
    void failuresCarryProgressCodeAndDetails() {
        Answer failed = client.send(peer, EchoServer.FAIL, SMALL).answer();
        assertThat(failed.ok()).isFalse();
        assertThat(failed.remote()).isTrue();
        assertThat(failed.progress()).isEqualTo(Progress.NOT_STARTED);
        assertThat(failed.code()).isEqualTo(FailureCode.REJECTED);
        assertThat(failed.retryAfterMillis()).isEqualTo(77);
        assertThat(failed.length()).isEqualTo(2);
        assertThat(failed.buffer()[failed.offset()]).isEqualTo((byte) 9);
        Answer threw = client.send(peer, EchoServer.THROW, SMALL).answer();
        assertThat(threw.code()).isEqualTo(FailureCode.INTERNAL);
        assertThat(threw.progress()).isEqualTo(Progress.UNKNOWN);
    }

    @Test
    void attachmentsStandBeforeTheBody() throws Exception {
        OutgoingCall call = new OutgoingCall(
                client.binding,
                EchoServer.HOLD,
                System.nanoTime() + 5_000_000_000L,
                new byte[] {(byte) 0xa0},
                new byte[] {7, 8, 9},
                1,
                2,
                false);
        Sent sent = Client.send(peer, call);
        IncomingCall incoming = held();
        assertThat(incoming.hasAttachments()).isTrue();
        assertThat(incoming.buffer()).containsExactly(0xa0, 8, 9);
        assertThat(incoming.reply(new byte[] {(byte) 0xa0}, new byte[] {5}, 0, 1))
                .isTrue();
        assertThat(incoming.reply(new byte[0], new byte[0], 0, 0)).isFalse();
        Answer answer = sent.answer();
        assertThat(answer.hasAttachments()).isTrue();
        assertThat(answer.buffer()).containsExactly(0xa0, 5);
    }

    @Test
    void oneWayIsAnsweredWhenAppendedAndArrives() throws Exception {
        client.send(peer, EchoServer.ECHO, SMALL).answer();
        Sent sent = Client.send(peer, client.call(EchoServer.HOLD, SMALL, 5_000, true));
        assertThat(sent.answer().ok()).isTrue();
        IncomingCall incoming = held();
        assertThat(incoming.oneWay()).isTrue();
        assertThat(incoming.reply(new byte[0], SMALL, 0, 1)).isFalse();
        assertThat(client.send(peer, EchoServer.ECHO, SMALL).answer().ok()).isTrue();
    }

    @Test
    void cancelAfterSendingTellsTheServer() throws Exception {
        Sent sent = client.send(peer, EchoServer.HOLD, SMALL);
        IncomingCall incoming = held();
        CountDownLatch told = new CountDownLatch(1);
        incoming.onCancel(told::countDown);
        sent.pending().cancel(FailureCode.CANCELLED);
        sent.pending().cancel(FailureCode.CANCELLED);
        Answer answer = sent.answer();
        assertThat(answer.code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(answer.progress()).isEqualTo(Progress.UNKNOWN);
        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(incoming.cancelled()).isTrue();
        AtomicBoolean atOnce = new AtomicBoolean();
        incoming.onCancel(() -> atOnce.set(true));
        assertThat(atOnce).isTrue();
        assertThat(listener.runningCalls())
                .as("a cancelled call is held until it is ended")
                .isEqualTo(1);
        assertThat(incoming.reply(new byte[0], SMALL, 0, 1)).isFalse();
        assertThat(sent.answers()).isEmpty();
    }

    @Test
    void cancelBeforeSendingSaysNotSent() {
        Peer nobody = client.channels.peer(listener.host(), listener.port(), SERVER.instance());
        Sent sent = client.send(nobody, EchoServer.HOLD, SMALL);
        sent.pending().cancel(FailureCode.CANCELLED);
        Answer answer = sent.answer();
        assertThat(answer.code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(answer.progress()).isIn(Progress.NOT_SENT, Progress.UNKNOWN);
        if (answer.progress() == Progress.NOT_SENT) {
            client.send(nobody, EchoServer.ECHO, SMALL).answer();
            assertThat(echo.held).isEmpty();
        }
    }

    @Test
    void aLargeCallThatIsCancelledHalfSentDoesNotRun() {
        client.send(peer, EchoServer.ECHO, SMALL).answer();
        int before = echo.calls.get();
        int notSent = 0;
        for (int i = 0; i < 10; i++) {
            Sent sent = client.send(peer, EchoServer.ECHO, new byte[8 << 20]);
            sent.pending().cancel(FailureCode.CANCELLED);
            Answer answer = sent.answer();
            if (!answer.ok() && answer.progress() == Progress.NOT_SENT) {
                notSent++;
            }
        }
        assertThat(client.send(peer, EchoServer.ECHO, SMALL).answer().ok()).isTrue();
        assertThat(echo.calls.get() - before).isLessThanOrEqualTo(10 - notSent + 1);
        assertThat(listener.openChannels()).isEqualTo(1);
    }

    @Test
    void deadlinesAreKeptOnBothSides() throws Exception {
        long begin = System.nanoTime();
        Sent sent = client.send(peer, EchoServer.HOLD, SMALL, 200);
        IncomingCall incoming = held();
        CountDownLatch told = new CountDownLatch(1);
        incoming.onCancel(told::countDown);
        Answer answer = sent.answer();
        long millis = (System.nanoTime() - begin) / 1_000_000;
        assertThat(answer.code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
        assertThat(answer.progress()).isEqualTo(Progress.UNKNOWN);
        assertThat(answer.reason()).contains("CDIRPC100004").contains("no answer from");
        assertThat(millis).isBetween(199L, 1_000L);
        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
        incoming.ended();
        Answer late = client.send(peer, EchoServer.ECHO, SMALL, -5).answer();
        assertThat(late.code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
        assertThat(late.progress()).isEqualTo(Progress.NOT_SENT);
    }

    @Test
    void wrongInstanceIsNotCalled() throws Exception {
        Peer other = client.channels.peer(listener.host(), listener.port(), "s-other");
        Answer answer = client.send(other, EchoServer.ECHO, SMALL).answer();
        assertThat(answer.code()).isEqualTo(FailureCode.CONNECT_FAILED);
        assertThat(answer.progress()).isEqualTo(Progress.NOT_SENT);
        assertThat(answer.reason()).contains("instance: s-1");
        assertThat(client.await("unreachable")).contains("s-1");
        assertThat(echo.calls).hasValue(0);
    }

    @Test
    void aStaticEndpointTakesWhoAnswers() {
        Peer any = client.channels.peer(listener.host(), listener.port(), null);
        assertThat(any.instance()).isNull();
        assertThat(client.send(any, EchoServer.ECHO, SMALL).answer().ok()).isTrue();
        assertThat(any.instance()).isEqualTo("s-1");
        assertThat(client.channels.peer(listener.host(), listener.port(), null)).isSameAs(any);
    }

    @Test
    void refusedBindClosesWithItsReason() throws Exception {
        echo.refusesBind = true;
        Answer answer = client.send(peer, EchoServer.ECHO, SMALL).answer();
        assertThat(answer.ok()).isFalse();
        assertThat(answer.reason()).contains("not known here");
        assertThat(client.await("unreachable")).contains("not known here");
        echo.refusesBind = false;
    }

    @Test
    void drainLosesNoCallUnderLoad() throws Exception {
        client.send(peer, EchoServer.ECHO, SMALL).answer();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger lost = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        AtomicReference<Answer> unexpected = new AtomicReference<>();
        CountDownLatch drainSeen = new CountDownLatch(1);
        Thread load = new Thread(() -> {
            while (!stop.get()) {
                Answer answer =
                        client.send(peer, EchoServer.ECHO, new byte[300]).answer();
                if (answer.ok()) {
                    answered.incrementAndGet();
                } else if (answer.progress() == Progress.NOT_SENT || answer.progress() == Progress.NOT_STARTED) {
                    drainSeen.countDown();
                } else {
                    unexpected.set(answer);
                    lost.incrementAndGet();
                }
            }
        });
        load.start();
        Sent slow = client.send(peer, EchoServer.HOLD, SMALL);
        IncomingCall incoming = held();
        Thread finisher = new Thread(() -> {
            eventually("drain seen by the load", () -> drainSeen.getCount() == 0);
            incoming.reply(new byte[0], SMALL, 0, 1);
        });
        finisher.start();
        eventually("load runs", () -> answered.get() > 100);
        DrainResult result = listener.drain(Duration.ofSeconds(5));
        stop.set(true);
        load.join(10_000);
        finisher.join(10_000);
        assertThat(lost).as("%s", unexpected.get()).hasValue(0);
        assertThat(slow.answer().ok()).isTrue();
        assertThat(result.cut()).isZero();
        assertThat(result.accepted()).isEqualTo(result.finished()).isPositive();
        assertThat(result.millis()).isLessThan(5_000);
        client.await("draining");
        eventually("channels closed", () -> listener.openChannels() == 0);
        Answer after = client.send(peer, EchoServer.ECHO, SMALL).answer();
        assertThat(after.code()).isEqualTo(FailureCode.DRAINING);
        assertThat(after.progress()).isEqualTo(Progress.NOT_SENT);
    }

    @Test
    void drainCutsWhatDoesNotEnd() throws Exception {
        Sent sent = client.send(peer, EchoServer.HOLD, SMALL);
        IncomingCall incoming = held();
        DrainResult result = listener.drain(Duration.ofMillis(300));
        assertThat(result.cut()).isEqualTo(1);
        Answer answer = sent.answer();
        assertThat(answer.code()).isEqualTo(FailureCode.CONNECTION_LOST);
        assertThat(answer.progress()).isEqualTo(Progress.UNKNOWN);
        assertThat(incoming.cancelled()).isTrue();
    }

    @Test
    void closingFailsWhatIsPending() throws Exception {
        Sent sent = client.send(peer, EchoServer.HOLD, SMALL);
        IncomingCall incoming = held();
        client.channels.close();
        Answer answer = sent.answer();
        assertThat(answer.progress()).isEqualTo(Progress.UNKNOWN);
        Answer after = client.send(peer, EchoServer.ECHO, SMALL).answer();
        assertThat(after.code()).isEqualTo(FailureCode.UNAVAILABLE);
        assertThat(after.progress()).isEqualTo(Progress.NOT_SENT);
        eventually("the server is told", incoming::cancelled);
    }

    @Test
    void retiringClosesTheChannel() {
        client.send(peer, EchoServer.ECHO, SMALL).answer();
        client.channels.retire(peer);
        eventually("channel closed", () -> listener.openChannels() == 0);
        Answer refused = client.send(peer, EchoServer.ECHO, SMALL).answer();
        assertThat(refused.code()).as("for the caller to go elsewhere").isEqualTo(FailureCode.CONNECT_FAILED);
        assertThat(refused.progress()).isEqualTo(Progress.NOT_SENT);
        Peer again = client.channels.peer(listener.host(), listener.port(), SERVER.instance());
        assertThat(again).isNotSameAs(peer);
        assertThat(client.send(again, EchoServer.ECHO, SMALL).answer().ok()).isTrue();
    }

    @Test
    void interruptsOfCallersHarmNobody() throws Exception {
        client.send(peer, EchoServer.ECHO, SMALL).answer();
        Client.onThreads(8, number -> {
            for (int i = 0; i < 50; i++) {
                Thread.currentThread().interrupt();
                Sent sent = client.send(peer, EchoServer.ECHO, new byte[1000]);
                assertThat(Thread.interrupted()).isTrue();
                assertThat(sent.answer().ok()).isTrue();
            }
        });
        assertThat(echo.peers).hasSize(1);
    }

    @Test
    void aCallAnsweredInAnAnswerKeepsGoing() {
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger(1_000);
        CallListener[] next = new CallListener[1];
        next[0] = answer -> {
            if (!answer.ok() || left.decrementAndGet() == 0) {
                done.countDown();
            } else {
                peer.send(client.call(EchoServer.ECHO, SMALL, 5_000, false), next[0]);
            }
        };
        peer.send(client.call(EchoServer.ECHO, SMALL, 5_000, false), next[0]);
        eventually("chain of calls", () -> done.getCount() == 0);
        assertThat(left).hasValue(0);
    }

    protected IncomingCall held() throws InterruptedException {
        IncomingCall call = echo.held.poll(Client.WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(call).isNotNull();
        return call;
    }
}
