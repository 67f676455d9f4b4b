package org.cdirpc.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The overrides of one JVM, which all its nodes share. Thread-safe. */
final class LocalOverrides implements Overrides {

    private final OverrideTable table = new OverrideTable();

    @Override
    public OverrideSet current() {
        return table.current();
    }

    @Override
    public void change(Map<OverrideKey, OverrideValue> set, Set<OverrideKey> removed) {
        table.update(before -> {
            Map<OverrideKey, OverrideValue> all = new HashMap<>(before.all());
            all.keySet().removeAll(removed);
            all.putAll(set);
            return OverrideSet.of(all);
        });
    }

    @Override
    public Subscription subscribe(Runnable listener) {
        return table.subscribe(listener);
    }

    /** Nothing to release. */
    @Override
    public void close() {}
}
