package org.cdirpc.extension.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.cdirpc.cluster.routing.Balancers;
import org.cdirpc.cluster.routing.RouterOptions;
import org.cdirpc.cluster.routing.SelfCalls;
import org.cdirpc.extension.client.ClientOptions;
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

    /** How instances are picked by the node of this instance id. */
    RouterOptions routing(String instance) {
        return new RouterOptions(
                instance,
                SelfCalls.valueOf(config.client().selfCalls().name()),
                config.node().zone(),
                config.calls().balancer(),
                Balancers.load(loader),
                System::nanoTime);
    }

    /** How many calls are let in. */
    AdmissionSettings admission() {
        RpcConfig.Server server = config.server();
        return new AdmissionSettings(
                server.threads(), server.threads() + server.queue(), server.limit() == RpcConfig.Limit.ADAPTIVE);
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
        Duration timeout = config.calls().timeout();
        return new ClientOptions(timeout, retry.percent(), retry.perSecond(), retry.burst(), limits);
    }
}
