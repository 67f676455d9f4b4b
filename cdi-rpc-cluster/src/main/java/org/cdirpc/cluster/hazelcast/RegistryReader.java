package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridLog.LOG;
import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceRecord;
import org.cdirpc.cluster.MalformedRecordException;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.SnapshotPublisher;

/**
 * The directory's one thread: takes events, has the whole registry read now and then, beats, ages, and publishes. Behind
 * its first reading it never waits for the grid.
 */
final class RegistryReader {

    /** How long the thread sleeps at most: how late a beat or an expiry may be, in milliseconds. */
    private static final long TICK_MILLIS = 200;

    /** After a reading that failed, the next one begins so soon, in milliseconds. */
    private static final long AGAIN_MILLIS = 1000;

    /** So many beats of an instance that do not come, and it counts as missing if its address does not refuse. */
    private static final int LATE_BEATS = 3;

    private final Grid grid;
    private final OwnEntry own;
    private final SnapshotPublisher publisher;
    private final PartitionOwners owners;
    private final DirectorySettings settings;
    private final GridEvents events = new GridEvents();
    private final Leases leases;
    private final Missing missing;
    private final Readings readings;
    private final Thread thread = new Thread(this::run, "cdi-rpc-registry");
    private final CompletableFuture<Void> firstRound = new CompletableFuture<>();
    private volatile boolean closed;

    // Confined to the thread.
    private final Skipped skipped = new Skipped(Grid.MAP);
    private Set<Instance> published = Set.of();
    private Set<String> publishedMissing = Set.of();
    /** Of what was published, those whose beats come in time. */
    private Set<Instance> heard = Set.of();

    private boolean lost;
    private long lostNanos;
    private long beatNanos;
    private long readNanos;

    RegistryReader(
            Grid grid, OwnEntry own, SnapshotPublisher publisher, PartitionOwners owners, DirectorySettings settings) {
        this.owners = owners;
        this.grid = grid;
        this.own = own;
        this.publisher = publisher;
        this.settings = settings;
        leases = new Leases(TimeUnit.MILLISECONDS.toNanos(settings.leaseMillis()));
        missing = new Missing(Listening::ask, settings.nanoTime());
        readings = new Readings(grid, events::wake, settings.nanoTime());
        thread.setDaemon(true);
    }

    /** Starts the thread and waits, within the timeout, until the registry was read once. */
    void start() {
        thread.start();
        Throwable cause;
        try {
            firstRound.get(settings.startMillis(), TimeUnit.MILLISECONDS);
            return;
        } catch (ExecutionException e) {
            cause = e.getCause() == null ? e : e.getCause();
        } catch (TimeoutException e) {
            cause = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cause = e;
        }
        close();
        throw new RegistryException(
                MESSAGES.notAnswered("read any", "", settings.startMillis(), String.valueOf(cause)), cause);
    }

    /** Ends the thread; waits for it within the timeout. */
    void close() {
        closed = true;
        thread.interrupt();
        missing.close();
        readings.close(settings.timeoutMillis());
        try {
            thread.join(settings.timeoutMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.threadLeft(settings.timeoutMillis());
        }
    }

    private void run() {
        GridEvents.Registration registration;
        try {
            registration = events.listenTo(grid);
        } catch (RuntimeException | Error e) {
            firstRound.completeExceptionally(e);
            return;
        }
        try {
            // After the registration, so that nothing falls between.
            readAllPatiently();
            publish();
            firstRound.complete(null);
            rounds();
        } catch (RuntimeException | Error e) {
            firstRound.completeExceptionally(e);
        } finally {
            try {
                Thread.interrupted(); // Else the removal of the listeners would be cut short.
                registration.close();
            } catch (RuntimeException e) {
                LOG.fault(e);
            }
        }
    }

    private void rounds() {
        beatNanos = now();
        while (!closed) {
            try {
                round();
            } catch (InterruptedException e) {
                closed = true; // Only close() interrupts this thread.
            } catch (RuntimeException | Error e) {
                // A grid that stops in the middle of a round is no fault: the next round finds and says it.
                if (!closed && grid.isRunning() && !events.isDown()) {
                    LOG.fault(e);
                }
            }
        }
    }

    /** While members join, the grid may refuse or lose a reading; it is there again a moment later. */
    private void readAllPatiently() {
        long deadline = now() + TimeUnit.MILLISECONDS.toNanos(settings.startMillis());
        while (true) {
            try {
                readAll();
                return;
            } catch (RuntimeException e) {
                if (closed || !grid.isRunning() || now() - deadline > 0) {
                    throw e;
                }
                LOG.readAgain(String.valueOf(e.getMessage()));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
            }
        }
    }

    private void round() throws InterruptedException {
        GridEvents.Change change = events.poll(TICK_MILLIS);
        while (change != null) {
            apply(change);
            change = events.poll(0);
        }
        if (events.takeBeatWanted() || passed(beatNanos, settings.beatMillis())) {
            beatNanos = now();
            own.beat();
        }
        keepUp();
        missing.askAgain();
        publish();
        if (!lost) {
            owners.refresh(leases::byMember);
        }
    }

    /** Has everything read when it is time to, or before an entry is dropped, for its beats may only be late. */
    private void keepUp() {
        if (!grid.isRunning() || events.isDown()) {
            lose("its own grid instance is stopped or disconnected");
            return;
        }
        Readings.Reading reading = readings.take();
        if (reading != null) {
            take(reading);
        }
        boolean due = passed(readNanos, settings.resyncMillis()) || (!lost && leases.anyExpired(now()));
        // What asks for another one while one is under way asks for what is there later.
        if (!readings.underWay() && (events.takeResyncWanted() || due)) {
            readNanos = now();
            readings.begin();
        }
    }

    private void take(Readings.Reading reading) {
        Throwable failure = reading.failure();
        if (failure != null) {
            if (!closed) {
                lose(String.valueOf(failure));
                // What it was to find, an event that got lost perhaps, nobody else finds.
                readNanos = now() - TimeUnit.MILLISECONDS.toNanos(Math.max(0, settings.resyncMillis() - AGAIN_MILLIS));
            }
            return;
        }
        if (lost && reading.begunNanos() - lostNanos < 0) {
            // Of before.
            return;
        }
        reading.tell(this::saw, skipped::report);
        if (lost) {
            lost = false;
            leases.renewAll(now());
            LOG.recovered(leases.alive(grid.members()).size());
        } else {
            leases.dropExpired(reading.begunNanos());
        }
    }

    private void lose(String reason) {
        if (!lost) {
            lost = true;
            lostNanos = now();
            LOG.lost(reason, published.size());
        }
    }

    private void readAll() {
        grid.read(this::saw, skipped::report);
        readNanos = now();
    }

    private void apply(GridEvents.Change change) {
        byte[] value = change.value();
        if (value != null) {
            saw(change.key(), value);
        } else {
            leases.withdrawn(change.key(), now());
        }
    }

    private void saw(String key, byte[] value) {
        try {
            InstanceRecord record = InstanceRecord.decode(value);
            if (!record.instance().instanceId().equals(key)) {
                skipped.report(key, "it is the entry of another instance");
            } else if (!leases.saw(record, now())) {
                skipped.tooMany(Leases.LIMIT);
            }
        } catch (MalformedRecordException e) {
            skipped.report(key, String.valueOf(e.getMessage()));
        }
    }

    /** Publishes what is alive if it differs; while the grid is lost, what was published last, marked stale. */
    private void publish() {
        boolean wasStale = publisher.snapshot().stale();
        if (lost) {
            if (!wasStale) {
                publisher.publish(() -> published, true, () -> publishedMissing);
            }
            return;
        }
        List<Instance> alive = leases.alive(grid.members());
        Set<Instance> now = Set.copyOf(alive);
        Set<Instance> present = new HashSet<>(now);
        present.removeAll(leases.late(now, TimeUnit.MILLISECONDS.toNanos(LATE_BEATS * settings.beatMillis()), now()));
        if (!present.equals(heard)) {
            missing.follow(heard, present, id -> leases.isWithdrawn(id) || id.equals(own.id()));
            heard = present;
        }
        Set<String> lostSight = missing.ids();
        if (wasStale
                || !now.equals(published)
                || !lostSight.equals(publishedMissing)
                || publisher.snapshot().version() == 0) {
            published = now;
            publishedMissing = lostSight;
            publisher.publish(() -> alive, false, () -> lostSight);
        }
    }

    private boolean passed(long sinceNanos, long millis) {
        return now() - sinceNanos >= TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private long now() {
        return settings.nanoTime().getAsLong();
    }
}
