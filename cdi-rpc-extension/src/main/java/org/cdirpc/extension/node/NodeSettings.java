package org.cdirpc.extension.node;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdirpc.RpcEvent;
import org.cdirpc.cluster.CanaryRules;
import org.cdirpc.cluster.routing.Balancers;
import org.cdirpc.cluster.routing.OutlierChange;
import org.cdirpc.cluster.routing.OutlierSettings;
import org.cdirpc.cluster.routing.RouterOptions;
import org.cdirpc.cluster.routing.SelfCalls;
import org.cdirpc.cluster.routing.Subset;
import org.cdirpc.extension.client.CircuitSettings;
import org.cdirpc.extension.client.ClientOptions;
import org.cdirpc.extension.client.ServiceOptions;
import org.cdirpc.extension.server.AdmissionSettings;
import org.cdirpc.extension.server.CallLimit;
import org.cdirpc.extension.server.ClusterRate;
import org.cdirpc.extension.server.ServiceLimits;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.channel.ChannelSettings;

/**
 * The configuration in the words of the layers below.
 *
 * @param config what was configured
 * @param limits for the content of messages
 * @param loader the application's, where further balancers may be
 */
record NodeSettings(RpcConfig config, CborLimits limits, ClassLoader loader) {

    /** Limits and times of channels. */
    ChannelSettings channels() {
        RpcConfig.Channels channels = config.channels();
        return ChannelSettings.defaults()
                .withMessageCap(config.calls().messageCap())
                .withInboundBudget(Math.max(256L << 20, 2L * config.calls().messageCap()))
                .withKeepAlive(channels.pingInterval(), channels.pingDead())
                .withConnectTimeout(channels.connectTimeout())
                .withRecordTo(config.record().orElse(null));
    }

    /** How instances are picked by the node of this instance id; events are told by any thread. */
    RouterOptions routing(String instance, Consumer<? super RpcEvent> events) {
        return new RouterOptions(
                        instance,
                        SelfCalls.valueOf(config.client().selfCalls().name()),
                        config.node().zone(),
                        config.calls().balancer(),
                        Balancers.load(loader),
                        System::nanoTime)
                .withSubset(new Subset(instance, config.client().peers()))
                .withWarmUp(config.calls().warmUp())
                .withOutliers(config.calls().outliers() ? OutlierSettings.defaults() : OutlierSettings.off())
                .withOutlierListener(change -> events.accept(event(change)));
    }

    private static RpcEvent event(OutlierChange change) {
        String service = change.service().name();
        String group = change.service().group();
        return change.ejected()
                ? new RpcEvent.InstanceEjected(
                        service, group, change.node(), change.instanceId(), change.duration(), change.reason())
                : new RpcEvent.InstanceReturned(service, group, change.node(), change.instanceId(), change.reason());
    }

    /** The canary rules that this node follows where the cluster has none, by service. */
    Map<String, CanaryRules> canaries() {
        Map<String, CanaryRules> canaries = new HashMap<>();
        config.services().forEach((service, of) -> of.canary().ifPresent(rules -> canaries.put(service, rules)));
        return canaries;
    }

    /** How many calls are let in. */
    AdmissionSettings admission() {
        return admission(config.server());
    }

    static AdmissionSettings admission(RpcConfig.Server server) {
        int permits = server.threads() + server.queue();
        // Of virtual threads each call has its own, so that none waits for one.
        int threads = server.virtualThreads() ? permits : server.threads();
        return new AdmissionSettings(threads, permits, server.limit() == RpcConfig.Limit.ADAPTIVE);
    }

    /** What bounds the calls of single services, by service. */
    Map<String, ServiceLimits> limits(Map<String, ClusterRate> cluster) {
        Map<String, ServiceLimits> limits = new HashMap<>();
        config.services().forEach((service, of) -> {
            Map<String, CallLimit> methods = new HashMap<>();
            of.methods().forEach((method, given) -> methods.put(method, limit(given)));
            limits.put(service, new ServiceLimits(limit(of.limits()), methods, cluster.get(service)));
        });
        return limits;
    }

    private static CallLimit limit(ServiceConfig.Limits given) {
        return new CallLimit(
                given.maxConcurrent().orElse(0), given.maxPerSecond().orElse(0));
    }

    /** How calls are made and repeated. */
    ClientOptions calls() {
        RpcConfig.Retry retry = config.retry();
        Map<String, ServiceOptions> services = new HashMap<>();
        config.services()
                .forEach((name, of) ->
                        services.put(name, new ServiceOptions(of.timeout(), of.balancer(), of.failureMode())));
        return new ClientOptions(
                config.calls().timeout(),
                retry.percent(),
                retry.perSecond(),
                retry.burst(),
                limits,
                config.calls().failureMode(),
                services,
                config.failback().queue(),
                config.failback().keep(),
                new CircuitSettings(config.circuit().enabled(), config.circuit().failures()));
    }
}
