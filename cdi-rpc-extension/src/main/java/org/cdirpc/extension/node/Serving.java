package org.cdirpc.extension.node;

import static org.cdirpc.extension.node.NodeMessages.TEXT;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.cdirpc.cluster.AnswerStore;
import org.cdirpc.cluster.SharedRates;
import org.cdirpc.extension.contract.ContractMethod;
import org.cdirpc.extension.server.AnswerBook;
import org.cdirpc.extension.server.CallServer;
import org.cdirpc.extension.server.ClusterRate;
import org.cdirpc.extension.server.Export;
import org.cdirpc.extension.server.Exports;
import org.cdirpc.extension.server.Idempotency;
import org.cdirpc.transport.channel.Listener;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.undertow.UndertowListener;
import org.jspecify.annotations.Nullable;

/** Assembles the provider's side of one node. Used once. */
final class Serving {

    private final NodeParts parts;
    private final RpcConfig config;
    private final NodeSettings settings;
    private final NodeIdentity identity;
    private final long epoch;
    private final Membership membership;
    private final Teardown teardown;

    Serving(
            NodeParts parts,
            NodeSettings settings,
            NodeIdentity identity,
            long epoch,
            Membership membership,
            Teardown teardown) {
        this.parts = parts;
        this.config = parts.config();
        this.settings = settings;
        this.identity = identity;
        this.epoch = epoch;
        this.membership = membership;
        this.teardown = teardown;
    }

    /** Begins to share the rates of the whole cluster, where there are any. */
    private Map<String, ClusterRate> share(List<Export> exports) {
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
                    ClusterRates.start(identity.node(), identity.instance(), rates, shared, parts.loader()));
        }
        return shared;
    }

    /** Opened only where a method needs it; else nobody pays for it. */
    @Nullable
    AnswerStore openAnswers(List<Export> exports) {
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

    private @Nullable Idempotency idempotency(@Nullable AnswerStore answers, NodeThreads threads) {
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
                settings.limits(),
                System::nanoTime);
    }

    /**
     * What serves.
     *
     * @param listener accepts channels
     * @param server answers the calls that come on them
     */
    record Served(Listener listener, CallServer server) {}

    /** Serves, and listens. */
    Served serve(List<Export> exports, NodeThreads threads, @Nullable AnswerStore answers) {
        CallServer server = new CallServer(
                new Exports(identity.node(), exports, settings.limits(share(exports)), idempotency(answers, threads)),
                settings.admission(),
                threads.workers(),
                threads.callbacks(),
                settings.limits());
        return new Served(listen(server, threads), server);
    }

    private Listener listen(CallServer server, NodeThreads threads) {
        InProcessCluster inProcess = parts.inProcess();
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
}
