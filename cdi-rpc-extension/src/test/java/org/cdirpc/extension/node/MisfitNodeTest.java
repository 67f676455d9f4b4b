package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.cdirpc.CallScope;
import org.cdirpc.FailureMode;
import org.cdirpc.Remote;
import org.cdirpc.RpcAttemptInterceptor;
import org.cdirpc.RpcBroadcastException;
import org.cdirpc.RpcContractException;
import org.cdirpc.spi.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Releases of one contract side by side. */
@Timeout(60)
class MisfitNodeTest {

    private static final String NAME = "shop.orders";

    /** Over which channels. */
    enum Net {
        IN_PROCESS,
        UNDERTOW
    }

    static final class V12 {
        @Remote(name = NAME, version = "1.2")
        interface Orders {
            String find(String id);

            String place(Order order);
        }

        record Order(String sku, int quantity) {}
    }

    /** More than 1.2, all of which that has still fits. */
    static final class V14 {
        @Remote(name = NAME, version = "1.4")
        interface Orders {
            void cancel(String id);

            String find(String id);

            String place(Order order);
        }

        record Order(Optional<String> note, String sku, int quantity) {}
    }

    /** What 1.2 places does not fit. */
    static final class V15 {
        @Remote(name = NAME, version = "1.5")
        interface Orders {
            String find(String id);

            int place(Order order);
        }

        record Order(String sku, int quantity) {}
    }

    /** Looks like 1.2 from afar: what differs is within. */
    static final class V16 {
        @Remote(name = NAME, version = "1.6")
        interface Orders {
            String find(String id);

            String place(Order order);
        }

        record Order(String sku, String quantity) {}
    }

    /** Takes more than 1.2 gives. */
    static final class V17 {
        @Remote(name = NAME, version = "1.7")
        interface Orders {
            String find(String id);

            String place(Order order);
        }

        record Order(String sku, long quantity) {}
    }

    static final class V20 {
        @Remote(name = NAME, version = "2.0")
        interface Orders {
            String find(String id);

            int place(Order order, int priority);
        }

        record Order(String sku, int quantity) {}
    }

    private final InProcessCluster cluster = new InProcessCluster();
    private final List<RpcNode> started = new ArrayList<>();
    private final AtomicInteger ran = new AtomicInteger();

    @AfterEach
    void stop() {
        for (int i = started.size() - 1; i >= 0; i--) {
            started.get(i).close();
        }
    }

    private RpcNode.Builder builder(Net net, String name, String endpoints) {
        RpcNode.Builder builder = RpcNode.builder();
        if (net == Net.IN_PROCESS) {
            return builder.inProcess(cluster).config(RpcConfig.of(Map.of("cdirpc.node.name", name)));
        }
        Map<String, String> config = Map.of("cdirpc.node.name", name, "cdirpc.cluster", "none");
        if (!endpoints.isEmpty()) {
            config = Map.of("cdirpc.node.name", name, "cdirpc.cluster", "none", "cdirpc.endpoints", endpoints);
        }
        return builder.config(RpcConfig.of(config));
    }

    private RpcNode start(RpcNode.Builder builder) {
        RpcNode node = builder.start();
        started.add(node);
        return node;
    }

    private <T> RpcNode provider(Net net, String name, Class<T> contract, T bean) {
        return start(builder(net, name, "").export(contract, bean));
    }

    private RpcNode.Builder consumer(Net net, RpcNode... providers) {
        return builder(
                net,
                "consumer-" + started.size(),
                List.of(providers).stream().map(RpcNode::address).collect(Collectors.joining(",")));
    }

    private V12.Orders v12() {
        return new V12.Orders() {
            @Override
            public String find(String id) {
                return "1.2 found " + id;
            }

            @Override
            public String place(V12.Order order) {
                return "1.2 placed " + order.quantity() + " " + order.sku();
            }
        };
    }

    private V14.Orders v14() {
        return new V14.Orders() {
            @Override
            public void cancel(String id) {}

            @Override
            public String find(String id) {
                return "1.4 found " + id;
            }

            @Override
            public String place(V14.Order order) {
                return "1.4 placed " + order.quantity() + " " + order.sku() + " " + order.note();
            }
        };
    }

    private V15.Orders v15() {
        return new V15.Orders() {
            @Override
            public String find(String id) {
                return "1.5 found " + id;
            }

            @Override
            public int place(V15.Order order) {
                return ran.incrementAndGet();
            }
        };
    }

    private V20.Orders v20() {
        return new V20.Orders() {
            @Override
            public String find(String id) {
                return "2.0 found " + id;
            }

            @Override
            public int place(V20.Order order, int priority) {
                return priority;
            }
        };
    }

    private static ProxyOptions failfast() {
        return new ProxyOptions("", "", 0, "", FailureMode.FAILFAST);
    }

    /** What fits and differs is sent with names: the places of the fields differ here. */
    @ParameterizedTest
    @EnumSource
    void aNewerProviderServesAnOlderConsumer(Net net) {
        RpcNode provider = provider(net, "newer", V14.Orders.class, v14());
        V12.Orders orders = start(consumer(net, provider)).proxy(V12.Orders.class);

        for (int i = 0; i < 3; i++) {
            assertThat(orders.find("x")).isEqualTo("1.4 found x");
            assertThat(orders.place(new V12.Order("tea", 3))).isEqualTo("1.4 placed 3 tea Optional.empty");
        }
    }

    /**
     * The first call leaves together with BIND, and is refused by the provider; the next ones know better. Both say the
     * same.
     */
    @ParameterizedTest
    @EnumSource
    void aMisfitIsRefusedInTheSameWordsOnBothSides(Net net) {
        RpcNode provider = provider(net, "other", V15.Orders.class, v15());
        V12.Orders orders = start(consumer(net, provider)).proxy(V12.Orders.class, failfast());
        V12.Order order = new V12.Order("tea", 3);

        RpcContractException early = catchThrowableOfType(RpcContractException.class, () -> orders.place(order));
        assertThat(orders.find("x")).as("the others fit").isEqualTo("1.5 found x");
        RpcContractException late = catchThrowableOfType(RpcContractException.class, () -> orders.place(order));

        assertThat(early.progress()).isEqualTo(Progress.NOT_STARTED);
        assertThat(late.progress()).isEqualTo(Progress.NOT_SENT);
        String sentence = sentence(early);
        assertThat(sentence)
                .startsWith("CDIRPC350106: shop.orders at other: place(Order): ")
                .contains("consumer 1.2")
                .contains("provider 1.5");
        assertThat(sentence(late)).startsWith(sentence);
        assertThat(ran).hasValue(0);
    }

    private static String sentence(RpcContractException thrown) {
        String message = String.valueOf(thrown.getMessage());
        int begin = message.indexOf("CDIRPC350106");
        assertThat(begin).as(message).isNotNegative();
        return message.substring(begin);
    }

    /** What was not run anywhere costs nothing: it goes on to an instance that fits. */
    @ParameterizedTest
    @EnumSource
    void aCallThatIsAheadOfTheJudgementGoesOnToAnInstanceThatFits(Net net) throws Exception {
        RpcNode misfit = provider(net, "misfit", V15.Orders.class, v15());
        RpcNode fit = provider(net, "fit", V12.Orders.class, v12());
        Queue<String> attempts = new ConcurrentLinkedQueue<>();
        Set<String> found = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            RpcAttemptInterceptor watched = call -> {
                attempts.add(call.method().getName() + " " + call.attempt() + " at "
                        + call.context().peer().orElseThrow().address());
                return call.proceed();
            };
            try (RpcNode consumer =
                    consumer(net, misfit, fit).interceptor(watched).start()) {
                V12.Orders orders = consumer.proxy(V12.Orders.class, new ProxyOptions("", "", 0, "round-robin"));
                assertThat(orders.place(new V12.Order("tea", i))).isEqualTo("1.2 placed " + i + " tea");
                for (int again = 0; again < 4; again++) {
                    assertThat(orders.place(new V12.Order("tea", i))).isEqualTo("1.2 placed " + i + " tea");
                    found.add(orders.find("x"));
                }
            }
        }
        assertThat(found).containsExactlyInAnyOrder("1.2 found x", "1.5 found x");
        assertThat(attempts)
                .as("some were ahead of it")
                .contains("place 1 at " + misfit.address(), "place 2 at " + fit.address());
        assertThat(ran).hasValue(0);
    }

    /** Who goes to all does not ask which fit: those that do not are not called either. */
    @ParameterizedTest
    @EnumSource
    void aBroadcastIsNotSentWhereItDoesNotFit(Net net) {
        RpcNode misfit = provider(net, "misfit", V15.Orders.class, v15());
        RpcNode fit = provider(net, "fit", V12.Orders.class, v12());
        V12.Orders orders = start(consumer(net, misfit, fit))
                .proxy(V12.Orders.class, new ProxyOptions("", "", 0, "", FailureMode.BROADCAST));
        for (Progress known : List.of(Progress.NOT_STARTED, Progress.NOT_SENT)) {
            CallScope scope = CallScope.create();

            assertThat(catchThrowable(() -> scope.call(() -> orders.place(new V12.Order("tea", 1)))))
                    .isInstanceOf(RpcBroadcastException.class)
                    .hasMessageContaining("CDIRPC350106: shop.orders at misfit: place(Order): ");

            assertThat(scope.lastBroadcast()).hasSize(2).allSatisfy(result -> {
                if (result.peer().address().equals(misfit.address())) {
                    assertThat(result.failure())
                            .isInstanceOfSatisfying(
                                    RpcContractException.class,
                                    thrown -> assertThat(thrown.progress()).isEqualTo(known));
                } else {
                    assertThat(result.value()).isEqualTo("1.2 placed 1 tea");
                }
            });
        }
        assertThat(ran).hasValue(0);
    }

    /** Kinds are the same; before there were descriptors, the provider was called and could not read it. */
    @ParameterizedTest
    @EnumSource
    void aFieldOfAnotherTypeIsAMisfitAndAWiderOneIsNot(Net net) {
        RpcNode narrow = start(builder(net, "narrow", "").export(V16.Orders.class, new V16.Orders() {
            @Override
            public String find(String id) {
                return "1.6 found " + id;
            }

            @Override
            public String place(V16.Order order) {
                return "1.6 placed " + ran.incrementAndGet();
            }
        }));
        V12.Order order = new V12.Order("tea", 3);
        RpcNode first = start(consumer(net, narrow));
        V12.Orders orders = first.proxy(V12.Orders.class);
        for (int i = 0; i < 2; i++) {
            assertThat(sentence(catchThrowableOfType(RpcContractException.class, () -> orders.place(order))))
                    .contains("place(Order): argument 1, ")
                    .contains("quantity: the consumer 1.2 writes int32, the provider 1.6 reads text");
            assertThat(orders.find("x")).isEqualTo("1.6 found x");
        }
        RpcNode wide = start(builder(net, "wide", "").export(V17.Orders.class, new V17.Orders() {
            @Override
            public String find(String id) {
                return "1.7 found " + id;
            }

            @Override
            public String place(V17.Order order) {
                return "1.7 placed " + order.quantity();
            }
        }));
        V12.Orders both = start(consumer(net, narrow, wide)).proxy(V12.Orders.class);
        for (int i = 0; i < 10; i++) {
            assertThat(both.place(order)).isEqualTo("1.7 placed 3");
        }
        assertThat(ran).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    void oneInstanceServesTwoMajors(Net net) {
        RpcNode both =
                start(builder(net, "both", "").export(V12.Orders.class, v12()).export(V20.Orders.class, v20()));
        RpcNode consumer = start(consumer(net, both));

        V12.Orders older = consumer.proxy(V12.Orders.class);
        V20.Orders newer = consumer.proxy(V20.Orders.class);
        V12.Orders either = consumer.proxy(V12.Orders.class, new ProxyOptions("[1.2,3)", "", 0, ""));

        assertThat(older.find("x")).isEqualTo("1.2 found x");
        assertThat(newer.find("x")).isEqualTo("2.0 found x");
        assertThat(newer.place(new V20.Order("tea", 1), 7)).isEqualTo(7);
        assertThat(either.find("x")).as("2.0 lacks a method of it").isEqualTo("1.2 found x");
        assertThat(older.place(new V12.Order("tea", 2))).isEqualTo("1.2 placed 2 tea");
    }
}
