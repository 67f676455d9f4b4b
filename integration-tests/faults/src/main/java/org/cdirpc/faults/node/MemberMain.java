package org.cdirpc.faults.node;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;

/**
 * A member of a Hazelcast cluster that knows nothing of cdi-rpc: the registry as somebody else runs it. Its arguments are
 * the cluster's name, its own loopback port, and the addresses of all members. It prints {@value #READY} once it is up, and
 * ends with its input.
 */
public final class MemberMain {

    /** What the line begins with that says that it is up. */
    public static final String READY = "@ready ";

    private static final String LOOPBACK = "127.0.0.1";

    private MemberMain() {}

    /** Becomes a member. */
    public static void main(String... arguments) {
        Config config = new Config();
        config.setClusterName(arguments[0]);
        config.getNetworkConfig().setPort(Integer.parseInt(arguments[1])).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(LOOPBACK);
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(1);
        for (int i = 2; i < arguments.length; i++) {
            join.getTcpIpConfig().addMember(arguments[i]);
        }
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "jdk");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
        System.out.println(READY + member.getCluster().getLocalMember().getAddress());
        ParentInput.obey(line -> {
            throw new IllegalArgumentException(line + " (expected: nothing)");
        });
    }
}
