package org.cdirpc.extension.node;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values from a map.
 *
 * @param name what to call it in messages
 * @param values by key
 */
record ConfigSourceMap(String name, Map<String, String> values) implements ConfigSource {

    ConfigSourceMap {
        values = Map.copyOf(values);
    }

    @Override
    public Set<String> keys() {
        return values.keySet();
    }

    @Override
    public @Nullable Value value(String key) {
        String text = values.get(key);
        return text == null ? null : new Value(text, name);
    }
}
