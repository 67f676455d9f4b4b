package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MissingTest {

    private enum Answer {
        ACCEPTS,
        REFUSES,
        SILENT,
        UNREACHABLE
    }

    private static final Instance A = at("a", 7701);
    private static final Instance B = at("b", 7702);

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final Missing missing = new Missing(this::answer, clock::get);

    private static Instance at(String id, int port) {
        return new Instance("node-" + id, id, "127.0.0.1", port, "", 100, InstanceState.UP, 1, List.of(), false);
    }

    private Listening.Answers answer(Collection<InetSocketAddress> addresses, long millis) {
        try {
            Answer answer = answers.take();
            asked.incrementAndGet();
            Set<InetSocketAddress> all = Set.copyOf(addresses);
            return new Listening.Answers(
                    answer == Answer.ACCEPTS ? all : Set.of(),
                    answer == Answer.SILENT ? all : Set.of(),
                    answer == Answer.UNREACHABLE ? all : Set.of());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return new Listening.Answers(Set.of(), Set.of(), Set.of());
        }
    }

    @AfterEach
    void close() {
        missing.close();
    }

    private void loses(Set<Instance> before, Set<Instance> now) {
        missing.follow(before, now, id -> false);
    }

    private void awaitIds(String... expected) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!missing.ids().equals(Set.of(expected))) {
            assertThat(System.nanoTime()).as(missing.ids() + "").isLessThan(deadline);
            // What follows while somebody is asked is asked about afterwards.
            missing.askAgain();
            Thread.onSpinWait();
        }
    }

    /** Asks until somebody was asked once more with this answer. */
    private void asks(Answer answer) {
        int before = asked.get();
        answers.add(answer);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (asked.get() == before) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            clock.addAndGet(1);
            missing.askAgain();
            Thread.onSpinWait();
        }
    }

    private void later(long nanos) {
        clock.addAndGet(nanos);
    }

    @Test
    void whoeverAcceptsIsMissedUntilItIsListedAgain() {
        loses(Set.of(A, B), Set.of(B));
        answers.add(Answer.ACCEPTS);
        awaitIds("a");
        loses(Set.of(B), Set.of(A, B));
        awaitIds();
    }

    @Test
    void aProcessThatEndedIsNotMissed() {
        loses(Set.of(A, B), Set.of(B));
        asks(Answer.REFUSES);
        loses(Set.of(B), Set.of());
        answers.add(Answer.ACCEPTS);
        awaitIds("b");
    }

    @Test
    void whoTookLeaveOrDrainedIsNotMissed() {
        missing.follow(Set.of(A, B.in(InstanceState.DRAINING)), Set.of(), "a"::equals);
        answers.add(Answer.ACCEPTS);
        missing.askAgain();
        assertThat(answers).hasSize(1);
        Instance c = at("c", 7703);
        loses(Set.of(c), Set.of());
        awaitIds("c");
    }

    @Test
    void aNewStartAtTheSameAddressIsNotTakenForTheOldOne() {
        loses(Set.of(A), Set.of(at("a2", 7701)));
        assertThat(asked).hasValue(0);
        loses(Set.of(B), Set.of());
        answers.add(Answer.ACCEPTS);
        awaitIds("b");
        loses(Set.of(), Set.of(at("b2", 7702)));
        awaitIds();
    }

    @Test
    void silenceCountsForTenMinutesFromWhenItWasHeardLastAndAnAcceptedConnectionForAnHour() {
        loses(Set.of(A), Set.of());
        answers.add(Answer.SILENT);
        awaitIds("a");
        later(Missing.SILENT_NANOS - TimeUnit.SECONDS.toNanos(5));
        asks(Answer.SILENT);
        assertThat(missing.ids()).containsExactly("a");
        later(TimeUnit.SECONDS.toNanos(2));
        asks(Answer.ACCEPTS);
        later(TimeUnit.SECONDS.toNanos(10));
        // The one before is judged when the next one begins.
        asks(Answer.UNREACHABLE);
        assertThat(missing.ids()).containsExactly("a");
        later(Missing.SILENT_NANOS);
        asks(Answer.SILENT);
        awaitIds();
        loses(Set.of(B), Set.of());
        answers.add(Answer.ACCEPTS);
        awaitIds("b");
        later(Missing.ACCEPTING_NANOS);
        asks(Answer.ACCEPTS);
        awaitIds();
    }

    @Test
    void whereNoWayLeadsIsNoRefusal() {
        loses(Set.of(A), Set.of());
        answers.add(Answer.UNREACHABLE);
        awaitIds("a");
    }

    @Test
    void aNodeThatIsBackElsewhereIsNotMissed() {
        loses(Set.of(A), Set.of());
        answers.add(Answer.SILENT);
        awaitIds("a");
        Instance later = new Instance(
                A.node(), "a2", "127.0.0.1", 7709, "", 100, InstanceState.UP, A.epoch() + 1, List.of(), false);
        loses(Set.of(), Set.of(later));
        awaitIds();
    }

    @Test
    void noMoreThanSoManyAreAskedAbout() {
        Set<Instance> many = IntStream.range(0, Missing.MOST + 50)
                .mapToObj(i -> at("i" + i, 10_000 + i))
                .collect(Collectors.toSet());
        loses(many, Set.of());
        answers.add(Answer.ACCEPTS);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (missing.ids().size() != Missing.MOST) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void addressesAcceptOrRefuse() throws IOException {
        try (ServerSocket open = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ServerSocket closing = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            InetSocketAddress accepts = (InetSocketAddress) open.getLocalSocketAddress();
            InetSocketAddress refuses = (InetSocketAddress) closing.getLocalSocketAddress();
            closing.close();
            InetSocketAddress unresolved = InetSocketAddress.createUnresolved("nobody.invalid", 1);
            Listening.Answers answers = Listening.ask(List.of(accepts, refuses, unresolved), 10_000);
            assertThat(answers.accepting()).containsExactly(accepts);
            assertThat(answers.silent()).isEmpty();
            assertThat(answers.unreachable()).containsExactly(unresolved);
        }
    }
}
