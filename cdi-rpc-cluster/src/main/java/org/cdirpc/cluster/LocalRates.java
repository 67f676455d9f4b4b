package org.cdirpc.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tellings inside one JVM, for nodes that share it or are alone. Thread-safe. */
public final class LocalRates {

    private final Map<String, byte[]> told = new ConcurrentHashMap<>();

    /** Without any telling. */
    public LocalRates() {}

    /** A new node's access. */
    public SharedRates join() {
        return new Node();
    }

    private final class Node implements SharedRates {

        private final Set<String> own = ConcurrentHashMap.newKeySet();

        @Override
        public void tell(RateUse use) {
            own.add(use.key());
            told.put(use.key(), use.encode());
        }

        @Override
        public Collection<RateUse> told() {
            return told.values().stream().map(LocalRates::decoded).toList();
        }

        @Override
        public void close() {
            List.copyOf(own).forEach(told::remove);
        }
    }

    private static RateUse decoded(byte[] bytes) {
        try {
            return RateUse.decode(bytes);
        } catch (MalformedRecordException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
