package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridLog.LOG;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.TcpIpConfig;
import com.hazelcast.core.HazelcastInstance;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cdirpc.cluster.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * The list of members as the grid's TCP/IP join asks for it, anew each time: of all the addresses that the configured names
 * stand for now, and of those where members were seen, the ones where somebody listens.
 *
 * <p>The grid asks when it starts and, as the master, whenever it looks for a cluster to merge with. Left to itself it takes
 * a name for one address, drops names of other hosts where it listens on one address only, and waits 5 s for <em>each</em>
 * address where nobody listens before it tries the next one (Hazelcast 5.7,
 * {@code AbstractJoiner.sendSplitBrainJoinMessage}): of ports 5701
 * to 5710 nobody listens at most.
 *
 * <p>A start sees all who were there before it: a member listens before it asks. Of two that start at the same moment at
 * least the later one sees the other, so leaving out who refuses makes no second master. Who neither accepts nor refuses is
 * kept at the start, and left out of later searches, which are repeated. Thread-safe.
 */
final class LiveMembers extends TcpIpConfig implements MembershipListener {

    private static final long LIMIT_MILLIS = 1000;
    private static final int REMEMBERED = 1000;

    /** All that a name stands for now. */
    interface Resolver {
        List<InetAddress> addressesOf(String host) throws UnknownHostException;
    }

    private final List<Endpoint> configured;
    private final Resolver resolver;
    private final Set<InetSocketAddress> seen = new LinkedHashSet<>();
    private volatile @Nullable Cluster joined;
    private volatile boolean unresolvedSaid;

    LiveMembers(List<Endpoint> configured) {
        this(configured, host -> List.of(InetAddress.getAllByName(host)));
    }

    LiveMembers(List<Endpoint> configured, Resolver resolver) {
        this.configured = List.copyOf(configured);
        this.resolver = resolver;
    }

    /** From now on the members of this instance need not be asked whether they are there. */
    void joined(HazelcastInstance instance) {
        Cluster cluster = instance.getCluster();
        cluster.addMembershipListener(this);
        cluster.getMembers().forEach(this::remember);
        joined = cluster;
    }

    @Override
    public List<String> getMembers() {
        Cluster cluster = joined;
        Set<InetSocketAddress> candidates = candidates();
        Set<InetSocketAddress> present = cluster == null
                ? Set.of()
                : cluster.getMembers().stream().map(LiveMembers::addressOf).collect(Collectors.toSet());
        candidates.removeAll(present);
        return Listening.among(candidates, LIMIT_MILLIS, cluster == null).stream()
                .map(LiveMembers::text)
                .toList();
    }

    private Set<InetSocketAddress> candidates() {
        Set<InetSocketAddress> candidates = new LinkedHashSet<>();
        for (Endpoint endpoint : configured) {
            try {
                for (InetAddress address : resolver.addressesOf(endpoint.host())) {
                    candidates.add(new InetSocketAddress(address, endpoint.port()));
                }
            } catch (UnknownHostException e) {
                if (!unresolvedSaid) {
                    unresolvedSaid = true;
                    LOG.memberUnresolved(endpoint.toString());
                }
            }
        }
        synchronized (seen) {
            candidates.addAll(seen);
        }
        return candidates;
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        remember(event.getMember());
    }

    /** Stays remembered: it may be the other side of a split, or come back. */
    @Override
    public void memberRemoved(MembershipEvent event) {}

    private void remember(Member member) {
        InetSocketAddress address = addressOf(member);
        if (!member.localMember() && !address.isUnresolved()) {
            synchronized (seen) {
                seen.remove(address);
                seen.add(address);
                if (seen.size() > REMEMBERED) {
                    seen.remove(seen.iterator().next());
                }
            }
        }
    }

    private static InetSocketAddress addressOf(Member member) {
        Address address = member.getAddress();
        return new InetSocketAddress(address.getHost(), address.getPort());
    }

    private static String text(InetSocketAddress address) {
        return new Endpoint(address.getAddress().getHostAddress(), address.getPort()).toString();
    }
}
