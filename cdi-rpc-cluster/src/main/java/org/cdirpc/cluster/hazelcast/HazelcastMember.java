package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridLog.LOG;
import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleService;
import org.cdirpc.cluster.RegistryException;

/** An embedded member of the cluster's grid, made here and ended here. Thread-safe. */
public final class HazelcastMember implements AutoCloseable {

    private final HazelcastInstance instance;

    private HazelcastMember(HazelcastInstance instance) {
        this.instance = instance;
    }

    /**
     * Starts a member and joins the cluster; takes one to four seconds, and longer where member addresses do not
     * answer.
     *
     * @throws IllegalArgumentException if the bind address does not resolve or is a wildcard
     * @throws RegistryException if the member cannot be started; nothing of it is left
     */
    public static HazelcastMember start(MemberSettings settings) {
        Config config = MemberConfig.of(settings);
        HazelcastInstance instance;
        try {
            instance = Hazelcast.newHazelcastInstance(config);
        } catch (RuntimeException e) {
            throw new RegistryException(
                    MESSAGES.memberNotStarted(
                            settings.bindHost(),
                            settings.firstPort(),
                            settings.firstPort() + settings.portCount() - 1,
                            String.valueOf(e.getMessage()),
                            settings.members().toString()),
                    e);
        }
        if (config.getNetworkConfig().getJoin().getTcpIpConfig() instanceof LiveMembers live) {
            live.joined(instance);
        }
        return up(instance, settings.members().toString());
    }

    /**
     * Starts a member by the application's own Hazelcast configuration.
     *
     * @param file a file, or a resource of the class loader; YAML or XML by its name
     * @param exposed whether it may listen on addresses that other machines reach
     * @throws IllegalArgumentException if the file is not there, cannot be read, or says what must not be
     * @throws RegistryException if the member cannot be started; nothing of it is left
     */
    public static HazelcastMember start(String file, boolean exposed, ClassLoader loader) {
        Config config = MemberConfig.of(file, exposed, loader);
        try {
            return up(Hazelcast.newHazelcastInstance(config), "those of " + file);
        } catch (RuntimeException e) {
            throw new RegistryException(MESSAGES.notStartedByFile(file, String.valueOf(e.getMessage())), e);
        }
    }

    private static HazelcastMember up(HazelcastInstance instance, String addresses) {
        LOG.memberUp(
                instance.getCluster().getLocalMember().getAddress().toString(),
                instance.getConfig().getClusterName(),
                instance.getCluster().getMembers().size(),
                addresses);
        return new HazelcastMember(instance);
    }

    /** The grid's own handle, for a {@link HazelcastDirectory}. */
    public HazelcastInstance instance() {
        return instance;
    }

    /** Leaves the cluster, gracefully for about 3 s at most, else at once. Idempotent; close directories over it first. */
    @Override
    public void close() {
        LifecycleService lifecycle = instance.getLifecycleService();
        if (!lifecycle.isRunning()) {
            return;
        }
        try {
            lifecycle.shutdown();
        } catch (RuntimeException e) {
            LOG.endedHard(String.valueOf(e.getMessage()));
            lifecycle.terminate();
        }
    }
}
