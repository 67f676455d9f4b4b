package org.cdirpc.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The canary rules of one JVM. Thread-safe. */
final class LocalCanaries {

    private final List<CanaryTable> tables = new CopyOnWriteArrayList<>();
    private Map<ServiceKey, CanaryRules> rules = Map.of();

    /** A node's access. */
    synchronized Canaries join(Map<String, CanaryRules> configured) {
        CanaryTable table = new CanaryTable(configured);
        table.replace(rules);
        tables.add(table);
        return new Node(table);
    }

    /** Holds the lock while listeners are told, so that they are told in order; they must not block anyway. */
    private synchronized void set(ServiceKey service, CanaryRules newest) {
        Map<ServiceKey, CanaryRules> changed = new HashMap<>(rules);
        if (newest.isEmpty()) {
            changed.remove(service);
        } else {
            changed.put(service, newest);
        }
        rules = Map.copyOf(changed);
        tables.forEach(table -> table.replace(rules));
    }

    private final class Node implements Canaries {

        private final CanaryTable table;

        private Node(CanaryTable table) {
            this.table = table;
        }

        @Override
        public CanaryRules rulesOf(ServiceKey service) {
            return table.rulesOf(service);
        }

        @Override
        public Map<ServiceKey, CanaryRules> rules() {
            return table.rules();
        }

        @Override
        public void set(ServiceKey service, CanaryRules newest) {
            LocalCanaries.this.set(service, newest);
        }

        @Override
        public Subscription subscribe(Runnable listener) {
            return table.subscribe(listener);
        }

        @Override
        public void close() {
            tables.remove(table);
        }
    }
}
