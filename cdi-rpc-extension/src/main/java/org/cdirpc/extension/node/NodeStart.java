package org.cdirpc.extension.node;

import static org.cdirpc.extension.node.NodeMessages.TEXT;

import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.cdirpc.RpcEvent;
import org.cdirpc.cluster.AnswerStore;
import org.cdirpc.cluster.Directory;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.Registry;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.ServiceOffer;
import org.cdirpc.cluster.SharedRates;
import org.cdirpc.cluster.Subscription;
import org.cdirpc.cluster.hazelcast.HazelcastMember;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.client.CallClient;
import org.cdirpc.extension.client.LocalBeans;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.contract.ContractMethod;
import org.cdirpc.extension.contract.ContractReading;
import org.cdirpc.extension.server.AnswerBook;
import org.cdirpc.extension.server.BeanAccess;
import org.cdirpc.extension.server.CallServer;
import org.cdirpc.extension.server.ClusterRate;
import org.cdirpc.extension.server.Export;
import org.cdirpc.extension.server.Exports;
import org.cdirpc.extension.server.Idempotency;
import org.cdirpc.spi.BalancerFactory;
import org.cdirpc.spi.Version;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.channel.Dialler;
import org.cdirpc.transport.channel.Listener;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.dial.NioDialler;
import org.cdirpc.transport.undertow.UndertowListener;
import org.jspecify.annotations.Nullable;

/** Assembles one node: channels first, announced last; what fails on the way takes everything down again. */
final class NodeStart {

    private static final long SELF_SECONDS = 5;

    record Exported(Class<?> contract, String bean, BeanAccess access) {}

    private final RpcConfig config;
    private final ClassLoader loader;
    private final @Nullable InProcessCluster inProcess;
    private final @Nullable HazelcastInstance hazelcast;
    private final Interceptors interceptors;
    private final Consumer<? super RpcEvent> events;
    private final LocalBeans locals;
    private final List<BalancerFactory> balancers;
    private final NodeIdentity identity;
    private final CborMapping mapping;
    private final NodeSettings settings;
    private final Teardown teardown;
    private final long beganNanos = System.nanoTime();
    private final long epoch = System.currentTimeMillis();

    NodeStart(
            RpcConfig config,
            ClassLoader loader,
            @Nullable InProcessCluster inProcess,
            @Nullable HazelcastInstance hazelcast,
            Interceptors interceptors,
            Consumer<? super RpcEvent> events,
            LocalBeans locals,
            List<BalancerFactory> balancers) {
        this.balancers = List.copyOf(balancers);
        this.locals = locals;
        this.events = events;
        this.config = config;
        this.loader = loader;
        this.inProcess = inProcess;
        this.hazelcast = hazelcast;
        this.interceptors = interceptors;
        this.identity = new NodeIdentity(config.node().name(), UUID.randomUUID().toString());
        this.mapping = new CborMapping(
                CborLimits.DEFAULT.withMaxBodyBytes(config.calls().messageCap()));
        this.settings = new NodeSettings(config, mapping.limits(), loader);
        this.teardown = new Teardown(identity.node());
    }

    static RpcConfig load(ClassLoader loader) {
        try {
            return RpcConfig.load(loader);
        } catch (RpcConfigException wrong) {
            throw new RpcStartException(wrong.problems(), wrong);
        }
    }

    RunningNode start(List<Exported> exported, List<String> knownProblems) {
        List<String> problems = new ArrayList<>(knownProblems);
        List<Export> exports = exports(exported, problems);
        if (!problems.isEmpty()) {
            throw new RpcStartException(problems, null);
        }
        try {
            return assemble(exports);
        } catch (RpcStartException failure) {
            teardown.run();
            throw failure;
        } catch (RuntimeException | Error failure) {
            teardown.run();
            throw new RpcStartException(
                    List.of(TEXT.cannotStart(identity.node(), String.valueOf(failure.getMessage()))), failure);
        }
    }

    private List<Export> exports(List<Exported> exported, List<String> problems) {
        List<Export> exports = new ArrayList<>();
        Map<Class<?>, String> seen = new HashMap<>();
        for (Exported each : exported) {
            String other = seen.putIfAbsent(each.contract(), each.bean());
            if (other != null) {
                problems.add(TEXT.exportedTwice(each.contract().getName(), other, each.bean()));
                continue;
            }
            ContractReading reading = Contract.read(each.contract(), mapping);
            problems.addAll(reading.problems());
            reading.contract()
                    .ifPresent(contract -> exports.add(new Export(
                            ContractCodec.of(contract, mapping, config.calls().messageCap()),
                            each.bean(),
                            each.access(),
                            interceptors.server())));
        }
        return exports;
    }

    private RunningNode assemble(List<Export> exports) {
        if (inProcess == null && !config.exposedKeys().isEmpty()) {
            NodeLog.LOG.exposed(String.join(", ", config.exposedKeys()));
        }
        Membership membership = join();
        teardown.add("the directory", membership.directory());
        // Closed behind the threads, which use it to the last.
        AnswerStore answers = answers(exports, membership);
        NodeThreads threads = teardown.add("its threads", new NodeThreads(identity.node(), config.server(), loader));
        Map<String, ClusterRate> shared = share(exports, membership);
        Optional<Listener> listener = exports.isEmpty()
                ? Optional.empty()
                : Optional.of(listen(exports, threads, shared, idempotency(answers, membership, threads)));
        Dialler dialler = teardown.add("its dialler", dialler());
        locals.mocks().keySet().forEach(mocked -> NodeLog.LOG.mocked(identity.node(), mocked.getName()));
        EventQueue told = new EventQueue(events, threads.callbacks());
        CallClient client = teardown.add(
                "its channels",
                new CallClient(
                        identity,
                        settings.channels(),
                        dialler,
                        membership.directory(),
                        settings.routing(identity.instance(), told)
                                .withAffinity(membership.affinity())
                                .withFurtherBalancers(balancers),
                        settings.calls(),
                        threads.callbacks(),
                        threads.attempts(),
                        threads.timer(),
                        threads.pumps(),
                        CallServer::onIoThread,
                        interceptors.client(),
                        interceptors.attempt(),
                        told,
                        locals));
        String address = listener.map(this::advertised).orElse("");
        String services = exports.isEmpty()
                ? "nothing"
                : String.join(
                        ", ",
                        exports.stream()
                                .map(export -> export.contract().service() + " "
                                        + export.contract().version())
                                .toList());
        listener.ifPresent(present -> membership
                .registry()
                .ifPresent(registry -> announce(registry, instance(present, exports), membership.directory())));
        NodeLog.LOG.up(
                identity.node(),
                (System.nanoTime() - beganNanos) / 1_000_000,
                services,
                address.isEmpty() ? "no address" : address,
                identity.instance());
        return new RunningNode(
                identity,
                mapping,
                config.calls().messageCap(),
                config.node().drain(),
                client,
                listener,
                membership.registry(),
                address,
                teardown);
    }

    /**
     * Announces, and waits a moment for the announcement to come back, so that a node that is up can call itself. The
     * subscription is older than the announcement and younger than the router's, which therefore knows of it first.
     */
    private void announce(Registry registry, Instance own, Directory directory) {
        CountDownLatch seen = new CountDownLatch(1);
        Subscription subscription = directory.subscribe(snapshot -> {
            if (snapshot.instances().containsKey(own.instanceId())) {
                seen.countDown();
            }
        });
        try {
            registry.announce(own);
            if (!seen.await(SELF_SECONDS, TimeUnit.SECONDS)) {
                NodeLog.LOG.notSeen(identity.node(), SELF_SECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            subscription.close();
        }
    }

    private Membership join() {
        if (inProcess != null) {
            return Membership.of(inProcess.registry(), inProcess.rates());
        }
        if (!config.cluster().endpoints().isEmpty()) {
            return Membership.of(config.cluster().endpoints());
        }
        if (!config.cluster().usesHazelcast()) {
            return Membership.alone();
        }
        if (hazelcast != null) {
            return Membership.of(hazelcast, loader);
        }
        try {
            HazelcastMember member = teardown.add("its Hazelcast member", Membership.member(config.cluster(), loader));
            return Membership.of(member.instance(), loader);
        } catch (RuntimeException failure) {
            throw new RpcStartException(
                    List.of(TEXT.cannotJoin(identity.node(), String.valueOf(failure.getMessage()))), failure);
        }
    }

    /** Begins to share the rates of the whole cluster, where there are any. */
    private Map<String, ClusterRate> share(List<Export> exports, Membership membership) {
        Map<String, ClusterRate> shared = ClusterRates.configured(
                config,
                exports.stream().map(export -> export.contract().service()).toList());
        if (!shared.isEmpty()) {
            SharedRates rates = membership
                    .rates()
                    .orElseThrow(() -> new RpcStartException(
                            shared.keySet().stream()
                                    .map(service -> TEXT.noClusterForRate(service, identity.node()))
                                    .toList(),
                            null));
            teardown.add(
                    "its shared rates",
                    ClusterRates.start(identity.node(), identity.instance(), rates, shared, loader));
        }
        return shared;
    }

    /** Opened only where a method needs it; else nobody pays for it. */
    private @Nullable AnswerStore answers(List<Export> exports, Membership membership) {
        List<String> keyed = exports.stream()
                .flatMap(export -> export.contract().methods().stream())
                .filter(method -> method.idempotencyKey() != null)
                .map(ContractMethod::toString)
                .toList();
        if (keyed.isEmpty()) {
            return null;
        }
        if (!membership.sharesAnswers()) {
            NodeLog.LOG.answersNotShared(identity.node(), String.join(", ", keyed));
        }
        return teardown.add(
                "its store of answers",
                membership.answers().apply(config.idempotency().maxEntries()));
    }

    private @Nullable Idempotency idempotency(
            @Nullable AnswerStore answers, Membership membership, NodeThreads threads) {
        if (answers == null) {
            return null;
        }
        AnswerBook.Claimant self = new AnswerBook.Claimant(identity.node(), identity.instance(), epoch);
        return new Idempotency(
                new ClusterAnswers(answers, membership.directory(), self),
                new Idempotency.Options(
                        config.idempotency().keep(), config.idempotency().maxAnswer()),
                self,
                threads.callbacks(),
                mapping.limits(),
                System::nanoTime);
    }

    private Listener listen(
            List<Export> exports,
            NodeThreads threads,
            Map<String, ClusterRate> shared,
            @Nullable Idempotency idempotency) {
        CallServer server = new CallServer(
                new Exports(exports, settings.limits(shared), idempotency),
                settings.admission(),
                threads.workers(),
                threads.callbacks(),
                mapping.limits());
        if (inProcess != null) {
            return teardown.add(
                    "its listener", inProcess.network().listen(identity, settings.channels(), server, threads.pumps()));
        }
        String host = config.node().host();
        int port = config.node().port();
        try {
            return teardown.add(
                    "its listener",
                    UndertowListener.start(
                            host,
                            port,
                            config.server().ioThreads(),
                            identity,
                            settings.channels(),
                            server,
                            threads.pumps()));
        } catch (IOException failure) {
            throw new RpcStartException(
                    List.of(TEXT.cannotListen(identity.node(), host, port, String.valueOf(failure.getMessage()))),
                    failure);
        }
    }

    private Dialler dialler() {
        return inProcess == null
                ? new NioDialler(config.client().ioThreads(), "cdi-rpc-" + identity.node() + "-dial")
                : inProcess.network().dialler();
    }

    private String advertised(Listener listener) {
        return advertisedHost(listener) + ":" + advertisedPort(listener);
    }

    private String advertisedHost(Listener listener) {
        return inProcess == null ? config.node().advertisedHost().orElse(listener.host()) : listener.host();
    }

    private int advertisedPort(Listener listener) {
        return inProcess == null ? config.node().advertisedPort().orElse(listener.port()) : listener.port();
    }

    private Instance instance(Listener listener, List<Export> exports) {
        List<ServiceOffer> offers = new ArrayList<>();
        for (Export export : exports) {
            Contract contract = export.contract();
            offers.add(new ServiceOffer(
                    new ServiceKey(contract.service(), contract.group()), Version.parse(contract.version()), ""));
        }
        return new Instance(
                identity.node(),
                identity.instance(),
                advertisedHost(listener),
                advertisedPort(listener),
                config.node().zone(),
                config.node().weight(),
                InstanceState.UP,
                epoch,
                offers,
                false);
    }
}
