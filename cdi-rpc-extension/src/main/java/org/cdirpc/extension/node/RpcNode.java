package org.cdirpc.extension.node;

import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cdirpc.RpcControl;
import org.cdirpc.RpcEvent;
import org.cdirpc.RpcInterceptor;
import org.cdirpc.RpcVersions;
import org.cdirpc.cluster.Canaries;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.client.FailbackState;
import org.cdirpc.extension.client.LocalBeans;
import org.cdirpc.extension.server.BeanAccess;
import org.cdirpc.spi.BalancerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A node: serves exported objects and makes proxies, from plain Java.
 *
 * <pre>{@code
 * try (RpcNode node = RpcNode.builder().export(Orders.class, new OrdersBean()).start()) {
 *     Catalogue catalogue = node.proxy(Catalogue.class);
 *     ...
 * }
 * }</pre>
 *
 * <p>Thread-safety: all methods may be called by any thread.
 */
public final class RpcNode implements AutoCloseable {

    private record ProxyKey(Class<?> contract, ProxyOptions options) {}

    private final RunningNode running;
    private final Set<Class<?>> mocked;
    private final Map<ProxyKey, Object> proxies = new ConcurrentHashMap<>();

    RpcNode(RunningNode running, Set<Class<?>> mocked) {
        this.running = running;
        this.mocked = Set.copyOf(mocked);
    }

    /** A builder with every setting at its default. */
    public static Builder builder() {
        return new Builder();
    }

    /** This node's stable name. */
    public String name() {
        return running.identity().node();
    }

    /** The random id of this start of the node. */
    public String instance() {
        return running.identity().instance();
    }

    /** Where others reach this node, as {@code host:port}; empty for a node that serves nothing. */
    public String address() {
        return running.address();
    }

    /** A proxy for a contract with everything as the contract and the configuration say. */
    public <T> T proxy(Class<T> contract) {
        return proxy(contract, ProxyOptions.DEFAULTS);
    }

    /**
     * A proxy for a contract. It is made once for the same options and may be kept and shared by all threads; nothing is
     * dialled before its first call.
     *
     * @throws IllegalArgumentException if the interface is no contract, or an option is out of its range; the message
     *     lists everything that is wrong
     */
    public <T> T proxy(Class<T> contract, ProxyOptions options) {
        Object proxy = proxies.computeIfAbsent(new ProxyKey(contract, options), this::made);
        return contract.cast(proxy);
    }

    private Object made(ProxyKey key) {
        ProxyOptions options = key.options();
        ContractCodec codec = running.codec(key.contract());
        Object proxy = running.client()
                .proxy(
                        codec,
                        options.group(),
                        options.version(),
                        TimeUnit.MILLISECONDS.toNanos(options.timeoutMillis()),
                        options.balancer(),
                        options.failureMode());
        if (!mocked.contains(key.contract())) {
            running.versions().used(Need.of(codec, options));
        }
        return proxy;
    }

    /** Who serves and who uses which version of a service in the cluster. */
    public RpcVersions versions() {
        return running.versions().asked(running.canaries());
    }

    /** The one-way calls of {@link org.cdirpc.FailureMode#FAILBACK} that wait to be sent. */
    public FailbackState failback() {
        return running.client().failback();
    }

    /** Takes instances out of service and puts them back, and says how this node is. */
    public RpcControl control() {
        return running.control();
    }

    /**
     * How calls are divided between versions: the canary rules of the cluster, which every node follows, changeable at run
     * time. With a fixed list of endpoints there is no cluster, and no instance says its version: rules have no effect.
     */
    public Canaries canaries() {
        return running.canaries();
    }

    /**
     * Stops gracefully: withdraws from the cluster, lets running calls finish within the drain limit, closes channels,
     * then leaves the cluster. Idempotent; a second caller waits for the first.
     */
    @Override
    public void close() {
        running.close();
    }

    /** Collects what a node needs. One thread at a time. */
    public static final class Builder {

        private @Nullable RpcConfig config;
        private @Nullable ClassLoader loader;
        private @Nullable InProcessCluster inProcess;
        private @Nullable HazelcastInstance hazelcast;
        private final List<NodeStart.Exported> exports = new ArrayList<>();
        private final List<Consumed> consumed = new ArrayList<>();
        private final List<RpcInterceptor> interceptors = new ArrayList<>();
        private final List<BalancerFactory> balancers = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final Map<Class<?>, Supplier<?>> fallbacks = new HashMap<>();
        private final Map<Class<?>, Supplier<?>> mocks = new HashMap<>();
        private Consumer<RpcEvent> events = event -> {};

        private Builder() {}

        /** The configuration; by default what {@link RpcConfig#load} finds with this builder's class loader. */
        public Builder config(RpcConfig given) {
            config = given;
            return this;
        }

        /** The application's class loader; by default the context class loader of the starting thread. */
        public Builder classLoader(ClassLoader given) {
            loader = given;
            return this;
        }

        /** Lives in a cluster inside this JVM instead of a real one; configured hosts and ports do not count then. */
        public Builder inProcess(InProcessCluster cluster) {
            inProcess = cluster;
            return this;
        }

        /** Uses a running Hazelcast member or client of the application, which the node does not shut down. */
        public Builder hazelcast(HazelcastInstance instance) {
            hazelcast = instance;
            return this;
        }

        /** Serves a contract with one object, whose methods are called by many threads at once. */
        public <T> Builder export(Class<T> contract, T object) {
            if (!contract.isInstance(object)) {
                problems.add(NodeMessages.TEXT.notOfType(object.getClass().getName(), contract.getName()));
            }
            return export(contract, object.getClass().getName(), new PlainObject(object));
        }

        /** Serves a contract with objects that a container provides; {@code bean} names it in messages. */
        public Builder export(Class<?> contract, String bean, BeanAccess access) {
            exports.add(new NodeStart.Exported(contract, bean, access));
            return this;
        }

        /** As the other one, of a proxy with everything as the contract and the configuration say. */
        public Builder consume(Class<?> contract) {
            return consume(contract, ProxyOptions.DEFAULTS);
        }

        /**
         * Says that the application is going to ask for this proxy: the cluster is told so from the start, and whether
         * anybody serves it is looked up, as {@code cdirpc.versions.unmet} says. Proxies that nobody announced so work all
         * the same.
         */
        public Builder consume(Class<?> contract, ProxyOptions options) {
            consumed.add(new Consumed(contract, options));
            return this;
        }

        /**
         * Adds an interceptor, behind those that were added before: a client, attempt or server interceptor, or several of
         * these in one.
         */
        public Builder interceptor(RpcInterceptor interceptor) {
            interceptors.add(interceptor);
            return this;
        }

        /** Adds a balancer that contracts and configuration can name. */
        public Builder balancer(BalancerFactory factory) {
            balancers.add(factory);
            return this;
        }

        private Interceptors all(RpcConfig settings) {
            List<RpcInterceptor> all = OwnInterceptors.of(settings.interception());
            all.addAll(interceptors);
            return Interceptors.of(all, problems);
        }

        /**
         * Lets an object of this application serve the calls of a contract when no instance can, and never where a call may
         * have run: see {@link org.cdirpc.RpcFallback}.
         */
        public <T> Builder fallback(Class<T> contract, T object) {
            return fallbackFrom(contract, () -> object);
        }

        /** Likewise, with an object that is asked for at each call, by the thread that calls it. */
        public <T> Builder fallbackFrom(Class<T> contract, Supplier<? extends T> object) {
            fallbacks.put(contract, object);
            return this;
        }

        /**
         * Lets an object of this application stand for all instances of a contract, in tests; a warning at start says so: see
         * {@link org.cdirpc.RpcMock}.
         */
        public <T> Builder mock(Class<T> contract, T object) {
            return mockFrom(contract, () -> object);
        }

        /** Likewise, with an object that is asked for at each call, by the thread that calls it. */
        public <T> Builder mockFrom(Class<T> contract, Supplier<? extends T> object) {
            mocks.put(contract, object);
            return this;
        }

        /**
         * Listens to what the node finds out about those that it calls, besides those who listen already; one event after
         * the other, on threads that may wait.
         */
        public Builder events(Consumer<? super RpcEvent> listener) {
            events = events.andThen(listener);
            return this;
        }

        /**
         * Starts the node: channels first, announced last.
         *
         * @throws RpcStartException if anything is wrong; nothing half-started stays behind
         */
        public RpcNode start() {
            ClassLoader own = loader;
            if (own == null) {
                own = Thread.currentThread().getContextClassLoader();
            }
            if (own == null) {
                own = RpcNode.class.getClassLoader();
            }
            RpcConfig settings = config;
            if (settings == null) {
                settings = inProcess == null ? NodeStart.load(own) : RpcConfig.defaults();
            }
            RunningNode started = new NodeStart(new NodeParts(
                            settings,
                            own,
                            inProcess,
                            hazelcast,
                            all(settings),
                            events,
                            new LocalBeans(fallbacks, mocks),
                            consumed,
                            balancers))
                    .start(exports, problems);
            return new RpcNode(started, mocks.keySet());
        }
    }
}
