package org.cdirpc.faults.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.cdirpc.RpcHealth;
import org.cdirpc.cluster.Endpoint;
import org.cdirpc.cluster.hazelcast.HazelcastMember;
import org.cdirpc.cluster.hazelcast.MemberSettings;
import org.cdirpc.extension.node.RpcNode;

/**
 * Many consumers in one process, with channels and routes of their own, over one member of the cluster: this machine has no
 * room for so many processes. Call ids go round, so that an id says whose call it is.
 */
public final class Crowd implements AutoCloseable {

    /** The system property that says how many. */
    public static final String NODES = "faults.nodes";

    private static final int MEMBER_PORTS = 16;
    private static final String NAME = "cdirpc.node.name";

    private final List<RpcNode> nodes = new ArrayList<>();
    private final HazelcastMember member;

    private Crowd(HazelcastMember member) {
        this.member = member;
    }

    /** Starts them, named after the name that is configured. */
    static Crowd start(int size, ClassLoader loader) {
        String members = System.getProperty("cdirpc.cluster.members");
        int first = Integer.parseInt(members.substring(members.indexOf(':') + 1, members.indexOf('-')));
        Crowd crowd = new Crowd(HazelcastMember.start(new MemberSettings(
                System.getProperty("cdirpc.cluster.name"),
                "127.0.0.1",
                Integer.getInteger("cdirpc.cluster.port"),
                1,
                IntStream.range(first, first + MEMBER_PORTS)
                        .mapToObj(port -> new Endpoint("127.0.0.1", port))
                        .toList(),
                loader)));
        String name = System.getProperty(NAME);
        for (int i = 0; i < size; i++) {
            System.setProperty(NAME, name + "-" + i);
            crowd.nodes.add(RpcNode.builder()
                    .classLoader(loader)
                    .hazelcast(crowd.member.instance())
                    .start());
        }
        return crowd;
    }

    /** Calls of the one or the other, by the call's id. */
    LabService caller(ReleaseParts parts, Duration timeout) {
        return new InTurn(
                nodes.stream().map(node -> parts.caller(node, timeout)).toList());
    }

    /** How the first of them is. */
    RpcHealth health() {
        return nodes.get(0).control().health();
    }

    @Override
    public void close() {
        nodes.forEach(RpcNode::close);
        member.close();
    }

    private record InTurn(List<LabService> callers) implements LabService {

        private LabService of(long id) {
            return callers.get((int) (id % callers.size()));
        }

        @Override
        public String write(long id, int millis) {
            return of(id).write(id, millis);
        }

        @Override
        public CompletionStage<String> writeAsync(long id, int millis) {
            return of(id).writeAsync(id, millis);
        }

        @Override
        public String read(long id, int millis) {
            return of(id).read(id, millis);
        }

        @Override
        public CompletionStage<String> readAsync(long id, int millis) {
            return of(id).readAsync(id, millis);
        }

        @Override
        public void note(long id, int millis) {
            of(id).note(id, millis);
        }

        @Override
        public CompletionStage<byte[]> echo(long id, byte[] payload) {
            return of(id).echo(id, payload);
        }

        @Override
        public CompletionStage<String> ping(long id) {
            return of(id).ping(id);
        }
    }
}
