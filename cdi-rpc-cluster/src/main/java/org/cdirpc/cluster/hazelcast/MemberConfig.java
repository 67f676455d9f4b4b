package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import com.hazelcast.config.Config;
import com.hazelcast.config.InterfacesConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperty;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

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
        config.getSerializationConfig().setJavaSerializationFilterConfig(DeserializationFilter.ofTheGrid());
        network(config.getNetworkConfig(), settings, bind);
        properties(config, bind);
        if (settings.join().kind() == GridJoin.Kind.KUBERNETES) {
            // Without it, a pod that the API does not know yet would start a cluster of its own.
            set(config, ClusterProperty.WAIT_SECONDS_BEFORE_JOIN, 5);
        }
        QuietLog.in(config);
        return config;
    }

    /**
     * What the application's own file says, with what must hold for a member inside of a node laid over it.
     *
     * @param file a file, or a resource of the class loader; YAML or XML by its name
     * @param exposed whether the member may listen on addresses that other machines reach
     */
    static Config of(String file, boolean exposed, ClassLoader loader) {
        Config config = GridFile.member(file, loader);
        config.setInstanceName("cdi-rpc-" + UUID.randomUUID());
        if (config.getClassLoader() == null) {
            config.setClassLoader(loader);
        }
        if (!exposed && !isOnLoopbackOnly(config)) {
            throw MESSAGES.fileListensEverywhere(file);
        }
        config.getSerializationConfig().setJavaSerializationFilterConfig(DeserializationFilter.ofTheGrid());
        set(config, ClusterProperty.SHUTDOWNHOOK_ENABLED, false);
        setUnlessSaid(config, ClusterProperty.SOCKET_BIND_ANY, false);
        setUnlessSaid(config, ClusterProperty.PHONE_HOME_ENABLED, false);
        setUnlessSaid(config, ClusterProperty.GRACEFUL_SHUTDOWN_MAX_WAIT, GRACEFUL_SECONDS);
        QuietLog.in(config);
        return config;
    }

    private static boolean isOnLoopbackOnly(Config config) {
        InterfacesConfig interfaces = config.getNetworkConfig().getInterfaces();
        String everywhere = config.getProperty(ClusterProperty.SOCKET_BIND_ANY.getName());
        return !config.getAdvancedNetworkConfig().isEnabled()
                && !Boolean.parseBoolean(everywhere)
                && interfaces.isEnabled()
                && !interfaces.getInterfaces().isEmpty()
                && interfaces.getInterfaces().stream()
                        .allMatch(address -> address.startsWith("127.") || address.equals("::1"));
    }

    private static void setUnlessSaid(Config config, HazelcastProperty property, Object value) {
        if (config.getProperty(property.getName()) == null) {
            set(config, property, value);
        }
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
        if (settings.join().kind() == GridJoin.Kind.LIST) {
            join.setTcpIpConfig(new LiveMembers(settings.members()));
        }
        // How long one round of asking for the master takes before a new one claims to be it: members that start at the
        // same moment need one to three rounds.
        join.getTcpIpConfig().setConnectionTimeoutSeconds(1);
        settings.join().into(join, bind.isLoopbackAddress());
    }

    private static void properties(Config config, InetAddress bind) {
        set(config, ClusterProperty.SOCKET_BIND_ANY, false);
        set(config, ClusterProperty.PREFER_IPv4_STACK, !(bind instanceof Inet6Address));
        set(config, ClusterProperty.PHONE_HOME_ENABLED, false);
        // The node stops the member, last of all; a hook would do so while calls are still draining.
        set(config, ClusterProperty.SHUTDOWNHOOK_ENABLED, false);
        set(config, ClusterProperty.GRACEFUL_SHUTDOWN_MAX_WAIT, GRACEFUL_SECONDS);
        // The host's own monitoring sees the JVM; this would cost a thread.
        set(config, ClusterProperty.HEALTH_MONITORING_LEVEL, "OFF");

        // A member that is silent for 5 s is gone.
        set(config, ClusterProperty.HEARTBEAT_INTERVAL_SECONDS, 1);
        set(config, ClusterProperty.MAX_NO_HEARTBEAT_SECONDS, 5);
        // Who takes the master's place asks the others for their lists first, for so long at most, and tries so often
        // with each (MembershipManager.invokeFetchMembersViewOp): one that does not know yet that the master is lost
        // answers "not now", the first tries follow each other at once, and whoever has said nothing else by the last
        // one is left out of the cluster. 18 tries are 2 s, twice the time between two members' noticing.
        set(config, ClusterProperty.MASTERSHIP_CLAIM_TIMEOUT_SECONDS, 18);
        set(config, ClusterProperty.OPERATION_CALL_TIMEOUT_MILLIS, 5000);
        // 0 would be for ever: an address behind a silent firewall must not hold the start up.
        set(config, ClusterProperty.SOCKET_CONNECT_TIMEOUT_SECONDS, 3);

        // Start at once; members that start at the same moment and miss each other merge within seconds.
        set(config, ClusterProperty.WAIT_SECONDS_BEFORE_JOIN, 0);
        set(config, ClusterProperty.MAX_WAIT_SECONDS_BEFORE_JOIN, 5);
        set(config, ClusterProperty.MERGE_FIRST_RUN_DELAY_SECONDS, 2);
        set(config, ClusterProperty.MERGE_NEXT_RUN_DELAY_SECONDS, 3);
        // LiveMembers remembers them, at no cost; here each one that is gone for good holds every search up by 5 s.
        set(config, ClusterProperty.TCP_PREVIOUSLY_JOINED_MEMBER_ADDRESS_RETENTION_DURATION, 10);

        // The registry is a few small entries: the defaults, made for data grids, start dozens of threads.
        // Every start and stop moves partitions about, and a stopping member waits for it. All members must have the
        // same number, so it stays what it is.
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
