package org.cdirpc.extension.node;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values from environment variables: {@code CDIRPC_NODE_NAME} for {@code cdirpc.node.name}.
 *
 * <p>Variables that fit no key are not reported: orchestrators put names such as {@code CDIRPC_SERVICE_HOST} into the
 * environment of everything.
 *
 * @param variables by name
 */
record ConfigSourceEnvironment(Map<String, String> variables) implements ConfigSource {

    @Override
    public String name() {
        return "the environment";
    }

    @Override
    public Set<String> keys() {
        return Set.of();
    }

    @Override
    public @Nullable Value value(String key) {
        String variable = key.replaceAll("[^\\p{Alnum}]", "_").toUpperCase(Locale.ROOT);
        String text = variables.get(variable);
        return text == null ? null : new Value(text, "environment variable " + variable);
    }
}
