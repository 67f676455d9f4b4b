package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperty;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.cdirpc.cluster.Endpoint;

/** Turns settings into the grid's configuration: closed by default, quick to start, quick to notice a loss. */
final class MemberConfig {

    private static final int GRACEFUL_SECONDS = 3;

    private MemberConfig() {}

    static Config of(MemberSettings settings) {
        InetAddress bind = bindAddress(settings.bindHost());
        Config config = new Config();
        config.setClusterName(settings.clusterName());
        // Two deployments in one JVM must not share an instance, nor get "already exists".
        config.setInstanceName("cdi-rpc-" + UUID.randomUUID());
        config.setClassLoader(settings.classLoader());
        config.getJetConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        config.getSerializationConfig().setJavaSerializationFilterConfig(deserializationFilter());
        network(config.getNetworkConfig(), settings, bind);
        properties(config, bind);
        return config;
    }

    private static InetAddress bindAddress(String host) {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            IllegalArgumentException unresolved = MESSAGES.unresolved(host);
            unresolved.initCause(e);
            throw unresolved;
        }
        if (address.isAnyLocalAddress()) {
            throw MESSAGES.wildcard(host);
        }
        return address;
    }

    private static void network(NetworkConfig network, MemberSettings settings, InetAddress bind) {
        network.setPort(settings.firstPort());
        network.setPortCount(settings.portCount());
        network.setPortAutoIncrement(settings.portCount() > 1);
        network.getInterfaces().setEnabled(true).addInterface(bind.getHostAddress());
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        // How long one round of asking for the master takes before a new one claims to be it: members that start at the
        // same moment need one to three rounds.
        join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(1);
        for (Endpoint member : settings.members()) {
            join.getTcpIpConfig().addMember(member.toString());
        }
    }

    /**
     * Java deserialization of what the grid itself sends, its exceptions and what they are made of, and of nothing else:
     * no class of an application or of another library. All of the grid's own are allowed, for what it may answer with is
     * spread over its packages, and one that is refused ends an operation that it would have repeated. The list must not
     * be empty: with the defaults off, an empty one lets every class in.
     */
    private static JavaSerializationFilterConfig deserializationFilter() {
        ClassFilter allowed = new ClassFilter()
                .addPrefixes("com.hazelcast.")
                .addPackages("java.lang")
                .addClasses(
                        "[Ljava.lang.StackTraceElement;",
                        "[Ljava.lang.Throwable;",
                        "java.io.EOFException",
                        "java.io.IOException",
                        "java.util.ArrayList",
                        "java.util.Collections$EmptyList",
                        "java.util.Collections$UnmodifiableCollection",
                        "java.util.Collections$UnmodifiableList",
                        "java.util.Collections$UnmodifiableRandomAccessList",
                        "java.util.ConcurrentModificationException",
                        "java.util.NoSuchElementException",
                        "java.util.concurrent.CancellationException",
                        "java.util.concurrent.ExecutionException",
                        "java.util.concurrent.RejectedExecutionException",
                        "java.util.concurrent.TimeoutException");
        // Other people's libraries inside the grid's jar, and engines that are off.
        ClassFilter refused =
                new ClassFilter().addPrefixes("com.hazelcast.shaded.", "com.hazelcast.jet.", "com.hazelcast.sql.");
        return new JavaSerializationFilterConfig()
                .setDefaultsDisabled(true)
                .setWhitelist(allowed)
                .setBlacklist(refused);
    }

    private static void properties(Config config, InetAddress bind) {
        set(config, ClusterProperty.SOCKET_BIND_ANY, false);
        set(config, ClusterProperty.PREFER_IPv4_STACK, !(bind instanceof Inet6Address));
        set(config, ClusterProperty.PHONE_HOME_ENABLED, false);
        // The node stops the member, last of all; a hook would do so while calls are still draining.
        set(config, ClusterProperty.SHUTDOWNHOOK_ENABLED, false);
        set(config, ClusterProperty.GRACEFUL_SHUTDOWN_MAX_WAIT, GRACEFUL_SECONDS);
        set(config, ClusterProperty.LOGGING_TYPE, "jdk");
        // The host's own monitoring sees the JVM; this would cost a thread.
        set(config, ClusterProperty.HEALTH_MONITORING_LEVEL, "OFF");

        // A member that is silent for 5 s is gone.
        set(config, ClusterProperty.HEARTBEAT_INTERVAL_SECONDS, 1);
        set(config, ClusterProperty.MAX_NO_HEARTBEAT_SECONDS, 5);
        set(config, ClusterProperty.OPERATION_CALL_TIMEOUT_MILLIS, 5000);
        // 0 would be for ever: an address behind a silent firewall must not hold the start up.
        set(config, ClusterProperty.SOCKET_CONNECT_TIMEOUT_SECONDS, 3);

        // Start at once; members that start at the same moment and miss each other merge within seconds.
        set(config, ClusterProperty.WAIT_SECONDS_BEFORE_JOIN, 0);
        set(config, ClusterProperty.MAX_WAIT_SECONDS_BEFORE_JOIN, 5);
        set(config, ClusterProperty.MERGE_FIRST_RUN_DELAY_SECONDS, 5);
        set(config, ClusterProperty.MERGE_NEXT_RUN_DELAY_SECONDS, 5);

        // The registry is a few small entries: the defaults, made for data grids, start dozens of threads.
        // Every start and stop moves partitions about, and a stopping member waits for it. All members must have the
        // same
        // number, so it stays what it is.
        set(config, ClusterProperty.PARTITION_COUNT, 31);
        set(config, ClusterProperty.IO_THREAD_COUNT, 1);
        set(config, ClusterProperty.PARTITION_OPERATION_THREAD_COUNT, 2);
        set(config, ClusterProperty.GENERIC_OPERATION_THREAD_COUNT, 2);
        set(config, ClusterProperty.RESPONSE_THREAD_COUNT, 1);
        set(config, ClusterProperty.EVENT_THREAD_COUNT, 1);
    }

    private static void set(Config config, HazelcastProperty property, Object value) {
        config.setProperty(property.getName(), String.valueOf(value));
    }
}
