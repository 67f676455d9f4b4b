package org.cdirpc.faults.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.node.MemberMain;

/** A Hazelcast cluster of processes of its own, of which nodes are clients. One thread at a time. */
public final class ExternalCluster {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Lab lab;
    private final String name;
    private final List<String> addresses = new ArrayList<>();
    private final List<Child> members = new ArrayList<>();
    private int starts;

    ExternalCluster(Lab lab, String name, int size) {
        this.lab = lab;
        this.name = name;
        for (int i = 0; i < size; i++) {
            addresses.add("127.0.0.1:" + lab.ports().next());
        }
    }

    /** Starts all members, at the same addresses each time; what was in the cluster before is not in it. */
    public void start() throws IOException {
        starts++;
        members.clear();
        for (int i = 0; i < addresses.size(); i++) {
            List<String> arguments =
                    new ArrayList<>(List.of(name, addresses.get(i).split(":")[1]));
            arguments.addAll(addresses);
            members.add(lab.start(
                    "member-" + (i + 1) + "." + starts, Jvm.command(List.of(), Map.of(), MemberMain.class, arguments)));
        }
    }

    /** Waits until all are up. */
    public void awaitReady() throws IOException, InterruptedException {
        for (Child member : members) {
            member.await(MemberMain.READY, START_LIMIT);
        }
    }

    /** Kills all members outright. */
    public void kill() throws InterruptedException {
        for (Child member : members) {
            member.close();
        }
        for (Child member : members) {
            member.kill();
        }
    }

    /** The configuration of a node that is a client of it. */
    public Map<String, String> client() {
        return Map.of(
                "cdirpc.cluster",
                "hazelcast",
                "cdirpc.cluster.mode",
                "client",
                "cdirpc.cluster.name",
                name,
                "cdirpc.cluster.members",
                String.join(",", addresses));
    }
}
