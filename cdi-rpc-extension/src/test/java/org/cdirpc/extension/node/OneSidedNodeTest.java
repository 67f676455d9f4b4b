package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cdirpc.OneWay;
import org.cdirpc.Remote;
import org.cdirpc.RpcRemoteException;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.version.Compatibility;
import org.cdirpc.extension.version.ContractDescriptor;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is on one side of a call only, and does no harm according to {@link Compatibility}: real nodes say whether it does. */
@Timeout(30)
class OneSidedNodeTest {

    interface Deaf {
        @Remote(name = "one-sided")
        interface Desk {
            @OneWay
            void note(String text);
        }
    }

    interface Silent {
        @Remote(name = "one-sided")
        interface Desk {
            void note(String text);
        }
    }

    interface Telling {
        @Remote(name = "one-sided")
        interface Desk {
            String note(String text) throws Full;
        }

        final class Full extends Exception {
            private static final long serialVersionUID = 1L;

            Full(String message) {
                super(message);
            }
        }
    }

    private final InProcessCluster cluster = new InProcessCluster();
    private final BlockingQueue<String> notes = new ArrayBlockingQueue<>(10);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        mayEnd.countDown();
    }

    private RpcNode.Builder node(String name) {
        return RpcNode.builder().inProcess(cluster).config(RpcConfig.of(Map.of("cdirpc.node.name", name)));
    }

    private static ContractDescriptor described(Class<?> type) {
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        return ContractDescriptor.of(Contract.read(type, mapping).contract().orElseThrow(), mapping);
    }

    private static void isSaidToFit(Class<?> consumer, Class<?> provider) {
        assertThat(Compatibility.of(described(consumer), described(provider)).fits())
                .isTrue();
    }

    private String answered(String text) throws Telling.Full {
        notes.add(text);
        if (text.equals("too much")) {
            throw new Telling.Full(text);
        }
        return text + " noted";
    }

    @Test
    void aOneWayCallerDoesNotWaitForAMethodThatAnswersOrThrows() throws Exception {
        isSaidToFit(Deaf.Desk.class, Telling.Desk.class);
        Telling.Desk desk = text -> {
            boolean released = await(mayEnd);
            return answered(released ? text : "nobody let go");
        };
        try (RpcNode provider = node("p").export(Telling.Desk.class, desk).start();
                RpcNode consumer = node("c").start()) {
            Deaf.Desk proxy = consumer.proxy(Deaf.Desk.class);

            proxy.note("one");
            proxy.note("too much");
            assertThat(notes).isEmpty();
            mayEnd.countDown();

            assertThat(notes.poll(10, TimeUnit.SECONDS)).isIn("one", "too much");
            assertThat(notes.poll(10, TimeUnit.SECONDS)).isIn("one", "too much");
            proxy.note("three");
            assertThat(notes.poll(10, TimeUnit.SECONDS)).isEqualTo("three");
        }
    }

    @Test
    void aCallerWaitsForAMethodThatTheProviderHasAsOneWay() {
        isSaidToFit(Silent.Desk.class, Deaf.Desk.class);
        AtomicBoolean ran = new AtomicBoolean();
        Deaf.Desk desk = text -> {
            if (text.equals("wrong")) {
                throw new IllegalStateException(text);
            }
            ran.set(true);
        };
        try (RpcNode provider = node("p").export(Deaf.Desk.class, desk).start();
                RpcNode consumer = node("c").start()) {
            Silent.Desk proxy = consumer.proxy(Silent.Desk.class);

            proxy.note("one");

            assertThat(ran).isTrue();
            assertThat(catchThrowable(() -> proxy.note("wrong"))).isInstanceOf(RpcRemoteException.class);
        }
    }

    @Test
    void aCallerWithoutAResultLeavesTheProvidersUnread() {
        isSaidToFit(Silent.Desk.class, Telling.Desk.class);
        try (RpcNode provider =
                        node("p").export(Telling.Desk.class, this::answered).start();
                RpcNode consumer = node("c").start()) {
            Silent.Desk proxy = consumer.proxy(Silent.Desk.class);

            proxy.note("one");

            assertThat(notes).containsExactly("one");
            assertThat(catchThrowable(() -> proxy.note("too much")))
                    .isInstanceOf(RpcRemoteException.class)
                    .hasMessageContaining("too much");
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
