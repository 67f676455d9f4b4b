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
import java.util.concurrent.atomic.AtomicInteger;
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
 * kept at the start, and left out of later searches, which are repeated.
 *
 * <p>Of members that start together one becomes the master: it has asked all others for a master, waited for 1 s, and then
 * they agreed. The others ask once a second, in a rhythm of their own ({@code TcpIpJoiner.tryJoinAddresses}, where neither
 * the second nor the rhythm can be configured): who asks again a moment too early waits for another second. So each round
 * but the first begins a little later here, when the first one's claim has been decided. Who finds a cluster is answered in
 * its first round and loses nothing. Thread-safe.
 */
final class LiveMembers extends TcpIpConfig implements MembershipListener {

    private static final long LIMIT_MILLIS = 1000;
    private static final int REMEMBERED = 1000;

    /** By how much members may have started apart and still meet in the second round, less the claim itself. */
    static final long LATER_MILLIS = 300;

    /** Lets time pass. */
    interface Pause {
        void millis(long millis) throws InterruptedException;
    }

    /** All that a name stands for now. */
    interface Resolver {
        List<InetAddress> addressesOf(String host) throws UnknownHostException;
    }

    private final List<Endpoint> configured;
    private final Resolver resolver;
    private final Pause pause;
    private final Set<InetSocketAddress> seen = new LinkedHashSet<>();
    private final AtomicInteger rounds = new AtomicInteger();
    private volatile @Nullable Cluster joined;
    private volatile boolean unresolvedSaid;

    LiveMembers(List<Endpoint> configured) {
        this(configured, host -> List.of(InetAddress.getAllByName(host)), Thread::sleep);
    }

    LiveMembers(List<Endpoint> configured, Resolver resolver, Pause pause) {
        this.configured = List.copyOf(configured);
        this.resolver = resolver;
        this.pause = pause;
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

    /** Asked at the beginning of each round of a start, by the thread that starts, which can be held up here. */
    @Override
    public int getConnectionTimeoutSeconds() {
        if (joined == null && rounds.getAndIncrement() > 0) {
            try {
                pause.millis(LATER_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return super.getConnectionTimeoutSeconds();
    }

    /** How many rounds of asking for a master the start has begun. */
    int rounds() {
        return rounds.get();
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
