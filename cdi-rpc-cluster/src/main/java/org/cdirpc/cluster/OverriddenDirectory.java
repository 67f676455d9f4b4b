package org.cdirpc.cluster;

/**
 * A directory with the overrides laid over it: its snapshots carry both, so that readers see one state that changes as a
 * whole. It closes neither of the two. Thread-safe.
 */
public final class OverriddenDirectory implements Directory {

    private final Directory directory;
    private final Overrides overrides;
    private final SnapshotPublisher publisher = new SnapshotPublisher();
    private final Subscription ofDirectory;
    private final Subscription ofOverrides;

    /** Of these two, as they are now and will be. */
    public OverriddenDirectory(Directory directory, Overrides overrides) {
        this.directory = directory;
        this.overrides = overrides;
        ofOverrides = overrides.subscribe(this::changed);
        ofDirectory = directory.subscribe(snapshot -> changed());
    }

    /** Both are read under the publisher's lock, so that of two changes at one time the later snapshot has both. */
    private void changed() {
        publisher.publish(version -> directory.snapshot().under(overrides.current(), version));
    }

    @Override
    public Snapshot snapshot() {
        return publisher.snapshot();
    }

    @Override
    public Subscription subscribe(SnapshotListener listener) {
        return publisher.subscribe(listener);
    }

    /** Follows neither of the two any more. */
    @Override
    public void close() {
        ofOverrides.close();
        ofDirectory.close();
        publisher.close();
    }
}
