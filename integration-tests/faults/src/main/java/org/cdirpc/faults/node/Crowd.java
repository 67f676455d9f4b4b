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
import org.jspecify.annotations.Nullable;

/**
 * Many consumers in one process, with channels and routes of their own, over one member of the cluster or a list of endpoints:
 * this machine has no room for so many processes. Call ids go round, so that an id
 * says whose call it is; with spellings, each has as many in turn as make it use all of them.
 */
public final class Crowd implements AutoCloseable {

    /** The system property that says how many. */
    public static final String NODES = "faults.nodes";

    private static final int MEMBER_PORTS = 16;
    private static final String NAME = "cdirpc.node.name";
    private static final String ENDPOINTS = "cdirpc.endpoints";

    private final List<RpcNode> nodes = new ArrayList<>();
    private final @Nullable HazelcastMember member;

    private Crowd(@Nullable HazelcastMember member) {
        this.member = member;
    }

    /** Starts them, named after the name that is configured. */
    static Crowd start(int size, ClassLoader loader) {
        String endpoints = System.getProperty(ENDPOINTS, "");
        if (!endpoints.isEmpty()) {
            System.setProperty(ENDPOINTS, Spellings.of(endpoints, Integer.getInteger(Spellings.COUNT, 1)));
        }
        Crowd crowd = new Crowd(endpoints.isEmpty() ? member(loader) : null);
        String name = System.getProperty(NAME);
        for (int i = 0; i < size; i++) {
            System.setProperty(NAME, name + "-" + i);
            RpcNode.Builder builder = RpcNode.builder().classLoader(loader);
            crowd.nodes.add((crowd.member == null ? builder : builder.hazelcast(crowd.member.instance())).start());
        }
        return crowd;
    }

    private static HazelcastMember member(ClassLoader loader) {
        String members = System.getProperty("cdirpc.cluster.members");
        int first = Integer.parseInt(members.substring(members.indexOf(':') + 1, members.indexOf('-')));
        return HazelcastMember.start(new MemberSettings(
                System.getProperty("cdirpc.cluster.name"),
                "127.0.0.1",
                Integer.getInteger("cdirpc.cluster.port"),
                1,
                IntStream.range(first, first + MEMBER_PORTS)
                        .mapToObj(port -> new Endpoint("127.0.0.1", port))
                        .toList(),
                loader));
    }

    /** Calls of the one or the other, by the call's id. */
    LabService caller(ReleaseParts parts, Duration timeout) {
        return new InTurn(
                nodes.stream().map(node -> parts.caller(node, timeout)).toList(),
                Integer.getInteger(Spellings.COUNT, 1));
    }

    /** How the first of them is. */
    RpcHealth health() {
        return nodes.get(0).control().health();
    }

    @Override
    public void close() {
        nodes.forEach(RpcNode::close);
        if (member != null) {
            member.close();
        }
    }

    private record InTurn(List<LabService> callers, int each) implements LabService {

        private LabService of(long id) {
            return callers.get((int) (id / each % callers.size()));
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
