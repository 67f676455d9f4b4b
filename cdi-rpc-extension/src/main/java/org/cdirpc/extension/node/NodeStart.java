package org.cdirpc.extension.node;

import static org.cdirpc.extension.node.NodeMessages.TEXT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cdirpc.cluster.AnswerStore;
import org.cdirpc.cluster.Canaries;
import org.cdirpc.cluster.ContractStore;
import org.cdirpc.cluster.Endpoint;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.OverriddenDirectory;
import org.cdirpc.cluster.Overrides;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.ServiceOffer;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.client.CallClient;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.contract.ContractReading;
import org.cdirpc.extension.server.BeanAccess;
import org.cdirpc.extension.server.CallServer;
import org.cdirpc.extension.server.Export;
import org.cdirpc.spi.Version;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.channel.Dialler;
import org.cdirpc.transport.channel.Listener;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.dial.NioDialler;
import org.jspecify.annotations.Nullable;

/** Assembles one node: channels first, announced last; what fails on the way takes everything down again. */
final class NodeStart {

    record Exported(Class<?> contract, String bean, BeanAccess access) {}

    private final NodeParts parts;
    private final RpcConfig config;
    private final @Nullable InProcessCluster inProcess;
    private final NodeIdentity identity;
    private final CborMapping mapping;
    private final ContractCodecs codecs;
    private final NodeSettings settings;
    private final Teardown teardown;
    private final long beganNanos = System.nanoTime();
    /** Known once others are. */
    private long epoch;

    NodeStart(NodeParts parts) {
        this.parts = parts;
        this.config = parts.config();
        this.inProcess = parts.inProcess();
        this.identity = new NodeIdentity(config.node().name(), UUID.randomUUID().toString());
        this.mapping = new CborMapping(
                CborLimits.DEFAULT.withMaxBodyBytes(config.calls().messageCap()));
        this.codecs = new ContractCodecs(mapping, config.calls().messageCap());
        this.settings = new NodeSettings(config, mapping.limits(), parts.loader());
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
        List<Need> needs = needs(problems);
        if (!problems.isEmpty()) {
            throw new RpcStartException(problems, null);
        }
        try {
            return assemble(exports, needs);
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
                            parts.interceptors().server())));
        }
        return exports;
    }

    /** Those of the proxies that the application is going to ask for; a mock needs nobody. */
    private List<Need> needs(List<String> problems) {
        List<Need> needs = new ArrayList<>();
        for (Consumed each : parts.consumed()) {
            if (!parts.locals().mocks().containsKey(each.contract())) {
                try {
                    needs.add(Need.of(codecs.of(each.contract()), each.options()));
                } catch (IllegalArgumentException wrong) {
                    problems.add(String.valueOf(wrong.getMessage()));
                }
            }
        }
        return needs;
    }

    private NodeVersions versions(Membership membership, List<Export> exports) {
        ContractStore store = teardown.add("its contracts", membership.contracts());
        boolean inherited = identity.node().equals(RpcConfigNames.ofThisProcess());
        return teardown.add(
                "what it tells of its contracts",
                new NodeVersions(
                        new OwnStart(identity.node(), identity.instance(), epoch, inherited),
                        config.versions(),
                        store,
                        membership.directory(),
                        exports.stream().map(Export::descriptor).toList(),
                        parts.loader()));
    }

    private RunningNode assemble(List<Export> exports, List<Need> needs) {
        if (inProcess == null && !config.exposedKeys().isEmpty()) {
            NodeLog.LOG.exposed(String.join(", ", config.exposedKeys()));
        }
        Membership found = Membership.join(parts, identity.node(), teardown);
        teardown.add("the directory", found.directory());
        Overrides overrides = teardown.add("the overrides", found.overrides().apply(identity.instance()));
        Membership membership = found.seeing(teardown.add(
                "the directory with the overrides", new OverriddenDirectory(found.directory(), overrides)));
        epoch = OwnStart.epochOf(
                identity.node(), membership.directory().snapshot().instances().values(), System.currentTimeMillis());
        NodeVersions versions = versions(membership, exports);
        versions.judge(needs);
        Serving serving = new Serving(parts, settings, identity, epoch, membership, teardown);
        // Closed behind the threads, which use it to the last.
        AnswerStore answers = serving.openAnswers(exports);
        NodeThreads threads =
                teardown.add("its threads", new NodeThreads(identity.node(), config.server(), parts.loader()));
        Optional<Serving.Served> served =
                exports.isEmpty() ? Optional.empty() : Optional.of(serving.serve(exports, threads, answers));
        Optional<Listener> listener = served.map(Serving.Served::listener);
        Canaries canaries =
                teardown.add("the canary rules", membership.canaries().apply(settings.canaries()));
        Dialler dialler = teardown.add("its dialler", dialler());
        parts.locals().mocks().keySet().forEach(mocked -> NodeLog.LOG.mocked(identity.node(), mocked.getName()));
        EventQueue told = new EventQueue(parts.events(), threads.callbacks());
        CallClient client = teardown.add(
                "its channels",
                new CallClient(
                        identity,
                        settings.channels(),
                        dialler,
                        membership.directory(),
                        settings.routing(identity.instance(), told)
                                .withAffinity(membership.affinity())
                                .withCanaries(canaries)
                                .withFurtherBalancers(parts.balancers()),
                        settings.calls(),
                        threads.callbacks(),
                        threads.attempts(),
                        threads.timer(),
                        threads.pumps(),
                        CallServer::onIoThread,
                        parts.interceptors().client(),
                        parts.interceptors().attempt(),
                        told,
                        parts.locals()));
        String address = listener.map(this::advertised).orElse("");
        String services = exports.isEmpty()
                ? "nothing"
                : String.join(
                        ", ",
                        exports.stream()
                                .map(export -> export.contract().service() + " "
                                        + export.contract().version())
                                .toList());
        versions.publish();
        Announcement announcement = new Announcement(
                identity.node(),
                membership.registry(),
                membership.directory(),
                listener.map(present -> instance(present, exports)).orElse(null));
        if (config.node().announce() == RpcConfig.Announce.AUTO) {
            announcement.make();
        }
        teardown.add("what is said of this start", new OwnOverrides(identity, overrides, told));
        NodeLog.LOG.up(
                identity.node(),
                (System.nanoTime() - beganNanos) / 1_000_000,
                services,
                address.isEmpty() ? "no address" : address,
                identity.instance());
        if (announcement.stage() == Announcement.Stage.WAITING) {
            NodeLog.LOG.waitsForReady(identity.node());
        }
        NodeHealth health = new NodeHealth(identity, announcement, membership.directory(), served);
        HealthWatch watch = new HealthWatch(identity.node(), health::now, told);
        watch.look();
        client.eachSecond(watch::look);
        return new RunningNode(
                identity,
                codecs,
                config.node().drain(),
                client,
                canaries,
                listener,
                membership.registry(),
                address,
                versions,
                announcement,
                new NodeControl(identity, overrides, membership.directory(), announcement, health, watch),
                watch,
                teardown);
    }

    private Dialler dialler() {
        return inProcess == null
                ? new NioDialler(config.client().ioThreads(), "cdi-rpc-" + identity.node() + "-dial")
                : inProcess.network().dialler();
    }

    private String advertised(Listener listener) {
        return new Endpoint(advertisedHost(listener), advertisedPort(listener)).toString();
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
                    new ServiceKey(contract.service(), contract.group()),
                    Version.parse(contract.version()),
                    export.descriptor().hash()));
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
