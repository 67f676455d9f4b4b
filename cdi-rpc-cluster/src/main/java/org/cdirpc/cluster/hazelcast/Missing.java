package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridLog.LOG;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;

/**
 * Instances that the registry lost, or hears no beats of, though they withdrew nothing, and whose addresses do not refuse. A
 * member that is cut off from the others runs on as a cluster of its own, and nothing of the grid's says that it is one
 * half of two; a process that ended refuses, since its host answers for it. So their own listeners are asked, every
 * {@value #EVERY_MILLIS} ms for as long as any is missing, on a thread that is started with the first.
 *
 * <p>Who accepts is alive. Who neither accepts nor refuses, or is not to be reached at all, is cut off, or its host is gone,
 * and counts for ten minutes from when it was last heard: silence alone is no lasting proof. After an hour others may
 * have the address, and nobody counts any more. Thread-safe.
 */
final class Missing implements AutoCloseable {

    /** Asks addresses, for so many milliseconds at most; as {@link Listening#ask}. */
    @FunctionalInterface
    interface Probe {
        Listening.Answers ask(Collection<InetSocketAddress> addresses, long limitMillis);
    }

    static final long EVERY_MILLIS = 2000;
    static final long SILENT_NANOS = TimeUnit.MINUTES.toNanos(10);
    static final long ACCEPTING_NANOS = TimeUnit.HOURS.toNanos(1);

    /** The most that are asked about: who misses more is cut off anyway. */
    static final int MOST = 100;

    private static final long LIMIT_MILLIS = 1000;
    private static final long CLOSE_MILLIS = 2 * LIMIT_MILLIS;

    /**
     * One of them.
     *
     * @param sinceNanos since when the registry has not had it
     * @param heardNanos when it accepted a connection last, or was lost
     */
    private record Lost(Instance instance, long sinceNanos, long heardNanos) {
        Lost heardAt(long nanos) {
            return new Lost(instance, sinceNanos, nanos);
        }
    }

    private final Probe probe;
    private final LongSupplier nanoTime;
    private final GridThread thread =
            new GridThread("cdi-rpc-missing", Thread.currentThread().getContextClassLoader());
    private final Map<String, Lost> lost = new LinkedHashMap<>();
    private boolean asking;
    private long askedNanos;
    private volatile Set<String> ids = Set.of();

    Missing(Probe probe, LongSupplier nanoTime) {
        this.probe = probe;
        this.nanoTime = nanoTime;
    }

    /** The ids of those that count; a volatile read. */
    Set<String> ids() {
        return ids;
    }

    /** What the registry lists has changed; who {@code ended} took leave. */
    synchronized void follow(Set<Instance> before, Set<Instance> now, Predicate<String> ended) {
        Set<String> listed = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        Map<String, Long> epochs = new HashMap<>();
        for (Instance instance : now) {
            listed.add(instance.instanceId());
            addresses.add(instance.address());
            epochs.merge(instance.node(), instance.epoch(), Math::max);
        }
        // An address that a listed one has says nothing of who had it before; nor is one missed whose node is back.
        Predicate<Instance> settled = instance -> listed.contains(instance.instanceId())
                || addresses.contains(instance.address())
                || epochs.getOrDefault(instance.node(), Long.MIN_VALUE) > instance.epoch()
                || ended.test(instance.instanceId());
        lost.values().removeIf(each -> settled.test(each.instance()));
        for (Instance instance : before) {
            if (instance.state() == InstanceState.UP && lost.size() < MOST && !settled.test(instance)) {
                long present = nanoTime.getAsLong();
                lost.putIfAbsent(instance.instanceId(), new Lost(instance, present, present));
            }
        }
        keep(lost.keySet());
        askedNanos = nanoTime.getAsLong() - TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
        askAgain();
    }

    /** Asks if it is time to and anybody is missing; does not wait. */
    synchronized void askAgain() {
        long now = nanoTime.getAsLong();
        if (!lost.isEmpty() && !asking && now - askedNanos >= TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS)) {
            askedNanos = now;
            List<Lost> all = new ArrayList<>(lost.values());
            thread.soon(() -> ask(all));
            asking = true;
        }
    }

    private void ask(List<Lost> all) {
        try {
            Map<String, InetSocketAddress> addresses = new HashMap<>();
            for (Lost each : all) {
                // One whose name is not found just now is unreachable, as is one without a route.
                addresses.put(
                        each.instance().instanceId(),
                        new InetSocketAddress(
                                each.instance().host(), each.instance().port()));
            }
            Listening.Answers answers = probe.ask(new HashSet<>(addresses.values()), LIMIT_MILLIS);
            judge(all, addresses, answers);
        } catch (RuntimeException | Error e) {
            // Asked again in a moment; what counted counts until then.
            LOG.fault(e);
        } finally {
            synchronized (this) {
                asking = false;
            }
        }
    }

    private synchronized void judge(
            List<Lost> all, Map<String, InetSocketAddress> addresses, Listening.Answers answers) {
        long now = nanoTime.getAsLong();
        Set<String> found = new TreeSet<>();
        for (Lost each : all) {
            String id = each.instance().instanceId();
            InetSocketAddress address = addresses.get(id);
            boolean accepts = answers.accepting().contains(address);
            boolean silent =
                    answers.silent().contains(address) || answers.unreachable().contains(address);
            boolean counts = now - each.sinceNanos() < ACCEPTING_NANOS
                    && (accepts || (silent && now - each.heardNanos() < SILENT_NANOS));
            if (!counts) {
                lost.remove(id, each);
            } else if (each.equals(lost.get(id))) {
                found.add(id);
                if (accepts) {
                    lost.put(id, each.heardAt(now));
                }
            }
        }
        boolean first = ids.isEmpty() && !found.isEmpty();
        // Those that came since were not asked about, nor counted yet.
        ids = Set.copyOf(found);
        if (first) {
            LOG.missing(found.size(), String.join(", ", addressesOf(found)));
        }
    }

    private List<String> addressesOf(Set<String> found) {
        return lost.values().stream()
                .filter(each -> found.contains(each.instance().instanceId()))
                .map(each -> each.instance().node() + " at " + each.instance().address())
                .sorted()
                .limit(5)
                .toList();
    }

    private void keep(Set<String> known) {
        if (!known.containsAll(ids)) {
            Set<String> kept = new HashSet<>(ids);
            kept.retainAll(known);
            ids = Set.copyOf(kept);
        }
    }

    /** Ends the thread; bounded. */
    @Override
    public void close() {
        thread.close(CLOSE_MILLIS);
    }
}
