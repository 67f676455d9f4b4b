package org.cdirpc.cluster;

import java.util.List;
import org.cdirpc.spi.Version;

/** Instances for tests. */
public final class Instances {

    private Instances() {}

    public static ServiceKey key(String name) {
        return new ServiceKey(name, "");
    }

    public static ServiceOffer offer(String name, String version) {
        return new ServiceOffer(key(name), Version.parse(version), "h");
    }

    public static Instance up(String id, ServiceOffer... offers) {
        return weighted(id, 100, offers);
    }

    public static Instance weighted(String id, int weight, ServiceOffer... offers) {
        return new Instance(
                "node-" + id, id, "127.0.0.1", 7700, "", weight, InstanceState.UP, 1, List.of(offers), false);
    }
}
