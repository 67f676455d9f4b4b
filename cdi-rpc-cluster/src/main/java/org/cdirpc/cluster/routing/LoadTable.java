package org.cdirpc.cluster.routing;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.cdirpc.cluster.ServiceKey;
import org.jspecify.annotations.Nullable;

/** The load of every (service, instance) that calls went to; outlives views. Thread-safe. */
final class LoadTable {

    record Key(ServiceKey service, String instanceId) {}

    private final Map<Key, Load> loads = new ConcurrentHashMap<>();
    private final LongSupplier clock;

    LoadTable(LongSupplier clock) {
        this.clock = clock;
    }

    /** The load of a known instance, made when first asked for, with the ramp of its warm-up if it has one. */
    Load of(Key key, Function<String, @Nullable Ramp> ramps) {
        Load load = loads.computeIfAbsent(key, absent -> new Load(clock, ramps.apply(key.instanceId())));
        load.gone(false);
        return load;
    }

    /** Forgets the instances that are not known any more, those with calls in flight when the last one ends. */
    void retain(Predicate<String> known) {
        Iterator<Map.Entry<Key, Load>> entries = loads.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Key, Load> entry = entries.next();
            Load load = entry.getValue();
            boolean gone = !known.test(entry.getKey().instanceId());
            load.gone(gone);
            if (gone && load.inFlight() == 0) {
                entries.remove();
            }
        }
    }

    /** The instance is to be reached again, which it was not for a while. */
    void returned(String instanceId) {
        loads.forEach((key, load) -> {
            if (key.instanceId().equals(instanceId)) {
                load.forget();
            }
        });
    }

    void ended(Key key, Load load) {
        if (load.ended()) {
            load.health().nobodyWaits();
            if (load.gone()) {
                loads.remove(key, load);
            }
        }
    }

    int size() {
        return loads.size();
    }
}
