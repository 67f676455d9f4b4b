package org.cdirpc.cluster;

import static org.cdirpc.cluster.ClusterMessages.MESSAGES;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A fixed list of endpoints: no registry is started, and what each endpoint serves is learnt from its channel. */
public final class StaticDirectory implements Directory {

    private final SnapshotPublisher publisher = new SnapshotPublisher();

    /**
     * A directory of the given endpoints.
     *
     * @throws IllegalArgumentException if there is none, or one is there twice
     */
    public StaticDirectory(List<Endpoint> endpoints) {
        if (endpoints.isEmpty()) {
            throw MESSAGES.noEndpoints("");
        }
        Set<Endpoint> seen = new HashSet<>();
        for (Endpoint endpoint : endpoints) {
            if (!seen.add(endpoint)) {
                throw MESSAGES.endpointTwice(endpoint.toString());
            }
        }
        List<Instance> instances = endpoints.stream().map(Instance::at).toList();
        publisher.publish(() -> instances, false);
    }

    /**
     * A directory of the endpoints in {@code host:port,host:port}.
     *
     * @throws IllegalArgumentException as by {@link Endpoint#parseList}
     */
    public static StaticDirectory parse(String endpoints) {
        return new StaticDirectory(Endpoint.parseList(endpoints));
    }

    @Override
    public Snapshot snapshot() {
        return publisher.snapshot();
    }

    @Override
    public Subscription subscribe(SnapshotListener listener) {
        return publisher.subscribe(listener);
    }

    @Override
    public void close() {
        publisher.close();
    }
}
