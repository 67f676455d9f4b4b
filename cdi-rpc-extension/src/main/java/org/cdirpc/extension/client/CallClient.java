package org.cdirpc.extension.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cdirpc.FailureMode;
import org.cdirpc.RpcAttemptInterceptor;
import org.cdirpc.RpcClientInterceptor;
import org.cdirpc.RpcEvent;
import org.cdirpc.cluster.Directory;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.Subscription;
import org.cdirpc.cluster.routing.Requirement;
import org.cdirpc.cluster.routing.Route;
import org.cdirpc.cluster.routing.Router;
import org.cdirpc.cluster.routing.RouterOptions;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.call.InterceptorChain;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.extension.call.WriterPool;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.contract.ContractMethod;
import org.cdirpc.spi.VersionRange;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.Dialler;
import org.cdirpc.transport.channel.NodeIdentity;
import org.jspecify.annotations.Nullable;

/** The calling side of a node: makes proxies, whose steps it composes. Thread-safe. */
public final class CallClient implements AutoCloseable {

    /** The balancer of methods whose arguments decide, where nothing else is chosen. */
    private static final String BY_KEY = "consistent-hash";

    private record MethodKey(ServiceKey service, String method) {}

    /** The versions as text, in the one form that they have there: equal ranges share their bindings. */
    private record BindingKey(Class<?> contract, String group, String versions) {}

    private final Router router;
    private final Peers peers;
    /** Null where all instances are used. */
    private final @Nullable UnusedPeers unused;

    private final Subscription subscription;
    private final ClientOptions options;
    private final Executor callbacks;
    private final WriterPool writers;
    private final BooleanSupplier onIoThread;
    private final Delays timer;
    private final Retrying retrying;
    private final FailbackQueue failback;
    private final Consumer<? super RpcEvent> events;
    private final LocalBeans locals;
    private final Map<MethodKey, CircuitBreaker> circuits = new ConcurrentHashMap<>();
    private final Failures failures;
    private final List<RpcClientInterceptor> interceptors;
    private final List<RpcAttemptInterceptor> attemptInterceptors;
    private final Map<BindingKey, ServiceBinding> bindings = new ConcurrentHashMap<>();

    /** A client none of whose callers is an I/O thread; else as the other constructor. */
    public CallClient(
            NodeIdentity self,
            ChannelSettings settings,
            Dialler dialler,
            Directory directory,
            RouterOptions routing,
            ClientOptions options,
            Executor callbacks,
            Executor attempts) {
        this(
                self,
                settings,
                dialler,
                directory,
                routing,
                options,
                callbacks,
                attempts,
                new Delays(CallClient::daemon),
                null,
                () -> false,
                List.of(),
                List.of(),
                event -> {},
                LocalBeans.NONE);
    }

    /**
     * A client over a directory, which it reads until it is closed but does not close.
     *
     * @param callbacks completes stages, and with them user code; must run whatever it is given, also after close
     * @param attempts makes further attempts, where no user code may stand in the way; likewise
     * @param timer for the time between attempts; closed together with this client
     * @param workers take channels over, and complete stages there; may reject what they are given
     * @param onIoThread whether the calling thread may never wait; asked by every blocking call
     * @param interceptors stand around calls, the outermost first
     * @param attemptInterceptors stand around attempts, likewise
     * @param locals objects that stand in for remote ones
     * @param events told what is found out about services, by any thread; must not block
     */
    public CallClient(
            NodeIdentity self,
            ChannelSettings settings,
            Dialler dialler,
            Directory directory,
            RouterOptions routing,
            ClientOptions options,
            Executor callbacks,
            Executor attempts,
            Delays timer,
            @Nullable Executor workers,
            BooleanSupplier onIoThread,
            List<RpcClientInterceptor> interceptors,
            List<RpcAttemptInterceptor> attemptInterceptors,
            Consumer<? super RpcEvent> events,
            LocalBeans locals) {
        this.locals = locals;
        this.events = events;
        this.options = options;
        this.callbacks = callbacks;
        this.writers = new WriterPool(settings.messageCap());
        this.onIoThread = onIoThread;
        this.timer = timer;
        this.interceptors = List.copyOf(interceptors);
        this.attemptInterceptors = List.copyOf(attemptInterceptors);
        this.router = new Router(directory, routing);
        this.peers = new Peers(self, settings, dialler, router.witness(), directory::snapshot, attempts, workers);
        Newcomers newcomers = new Newcomers(
                self.instance(),
                peers,
                router.witness(),
                timer,
                bound -> ThreadLocalRandom.current().nextLong(bound),
                router::used);
        int most = routing.subset().most();
        this.unused = most == 0 ? null : new UnusedPeers(peers, router::used, most, timer, System::nanoTime);
        this.subscription = directory.subscribe(snapshot -> {
            newcomers.changed(snapshot);
            peers.retain(snapshot);
        });
        this.failures = new Failures(options.limits());
        RetryBudget budget = new RetryBudget(
                options.retryPercent(), options.retriesPerSecond(), options.retryBurst(), routing.nanoTime());
        this.retrying = new Retrying(
                budget,
                failures,
                attempts,
                timer,
                new Backoff(bound -> ThreadLocalRandom.current().nextLong(bound)),
                System::nanoTime);
        this.failback = new FailbackQueue(
                options.failbackQueue(), options.failbackKeep().toNanos(), retrying);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "cdi-rpc-timer");
        thread.setDaemon(true);
        return thread;
    }

    /** A proxy whose failure mode is left to the contract; else as the other method. */
    public Object proxy(ContractCodec codec, String group, String version, long timeoutNanos, String balancer) {
        return proxy(codec, group, version, timeoutNanos, balancer, FailureMode.INHERIT);
    }

    /** How the calls stand that wait to be sent. */
    public FailbackState failback() {
        return failback.state();
    }

    /**
     * A proxy.
     *
     * @param group the group to call; empty for the contract's own
     * @param version the oldest version that will do or a range, as {@link VersionRange#parse} reads it; empty for the
     *     contract's own
     * @param timeoutNanos the time limit of every call; 0 leaves it to the contract and the options
     * @param balancer the balancer's name; empty for the default
     * @param failureMode what becomes of calls that fail; {@link FailureMode#INHERIT} leaves it to the contract
     * @throws IllegalArgumentException if the version is malformed or the balancer unknown
     */
    public Object proxy(
            ContractCodec codec,
            String group,
            String version,
            long timeoutNanos,
            String balancer,
            FailureMode failureMode) {
        Contract contract = codec.contract();
        ServiceOptions own = options.services().getOrDefault(contract.service(), ServiceOptions.NONE);
        String ownGroup = group.isEmpty() ? contract.group() : group;
        VersionRange range = VersionRange.parse(version.isEmpty() ? contract.version() : version);
        ServiceKey service = new ServiceKey(contract.service(), ownGroup);
        Requirement requirement = new Requirement(
                service, range, balancer.isEmpty() ? own.balancer().orElse("") : balancer);
        ServiceBinding binding =
                bindings.computeIfAbsent(new BindingKey(contract.type(), ownGroup, range.toString()), key -> {
                    ServiceBinding made = new ServiceBinding(codec, service, range, ClientOptions.BIND_LIMITS);
                    peers.watch(made);
                    return made;
                });
        Results results = new Results(options.limits(), failures);
        InterceptorChain aroundAttempts = InterceptorChain.of(attemptInterceptors, contract.type());
        SendStep plain = new SendStep(peers, binding);
        RouteStep.Send<? super RouteStep.Attempt> send = aroundAttempts.isEmpty()
                ? plain
                : new AttemptStep(contract.type(), plain, aroundAttempts, results, callbacks, timer, onIoThread);
        CallStep chain = chain(codec, failureMode, own, requirement, binding, send, results);
        return RemoteProxy.of(
                codec,
                new ProxyCalls(
                        contract,
                        chain,
                        timeoutNanos,
                        own.timeout().orElse(options.timeout()).toNanos(),
                        callbacks,
                        writers,
                        onIoThread,
                        results,
                        failures,
                        InterceptorChain.of(interceptors, contract.type()),
                        !aroundAttempts.isEmpty()));
    }

    private CallStep chain(
            ContractCodec codec,
            FailureMode proxyMode,
            ServiceOptions own,
            Requirement requirement,
            ServiceBinding binding,
            RouteStep.Send<? super RouteStep.Attempt> send,
            Results results) {
        Class<?> type = codec.contract().type();
        Supplier<?> mock = locals.mocks().get(type);
        if (mock != null) {
            return new LocalStep(mock, retrying, callbacks);
        }
        Supplier<?> fallback = locals.fallbacks().get(type);
        LocalStep local = fallback == null ? null : new LocalStep(fallback, retrying, callbacks);
        FailureMode configured = own.failureMode().orElse(options.failureMode());
        ProxySteps plain = steps(codec, requirement, binding, send, results, local);
        ProxySteps keyed = null;
        CallStep[] steps = new CallStep[codec.methods().size()];
        for (MethodCodec each : codec.methods()) {
            ContractMethod method = each.method();
            ProxySteps those = plain;
            if (!method.calling().routingKeys().isEmpty()
                    && requirement.balancer().isEmpty()) {
                if (keyed == null) {
                    Requirement byKey = new Requirement(requirement.key(), requirement.range(), BY_KEY);
                    keyed = steps(codec, byKey, binding, send, results, local);
                }
                those = keyed;
            }
            steps[method.index()] = those.of(FailureModes.of(method, proxyMode, configured));
        }
        return PerMethodStep.of(steps);
    }

    private ProxySteps steps(
            ContractCodec codec,
            Requirement requirement,
            ServiceBinding binding,
            RouteStep.Send<? super RouteStep.Attempt> send,
            Results results,
            @Nullable LocalStep local) {
        Route<Peers.Destination> route = router.route(requirement, peers::to);
        RouteStep routing = new RouteStep(route, binding, send, System::nanoTime);
        return new ProxySteps(
                requirement.key().name(),
                route,
                routing,
                retrying,
                failback,
                results,
                callbacks,
                circuits(requirement.key(), codec),
                local);
    }

    /** Those of a contract's methods; proxies of one service share them, whatever release of the contract they have. */
    private CircuitBreaker @Nullable [] circuits(ServiceKey service, ContractCodec codec) {
        if (!options.circuit().enabled()) {
            return null;
        }
        return codec.methods().stream()
                .map(each -> circuit(service, each.method().signature().call()))
                .toArray(CircuitBreaker[]::new);
    }

    private CircuitBreaker circuit(ServiceKey service, String method) {
        return circuits.computeIfAbsent(
                new MethodKey(service, method),
                key -> new CircuitBreaker(
                        key.service(),
                        key.method(),
                        options.circuit(),
                        System::nanoTime,
                        bound -> ThreadLocalRandom.current().nextLong(bound),
                        events));
    }

    /** Has the timer thread of the channels do something about once a second; it must be short and wait for nothing. */
    public void eachSecond(Runnable look) {
        peers.eachSecond(look);
    }

    /**
     * Begins no call any more, which then fails as not sent, and lets those under way be answered. Blocks until they are, for at
     * most the given time.
     *
     * @return how many calls are left
     */
    public int drain(Duration limit) {
        return peers.drain(limit);
    }

    @Override
    public void close() {
        if (unused != null) {
            unused.close();
        }
        failback.close();
        subscription.close();
        router.close();
        peers.close();
        timer.close();
    }
}
