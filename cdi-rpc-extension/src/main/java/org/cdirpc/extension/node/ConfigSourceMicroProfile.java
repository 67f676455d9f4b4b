package org.cdirpc.extension.node;

import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** The container's MicroProfile Config. The one class that needs its API, which not every container has. */
final class ConfigSourceMicroProfile implements ConfigSource {

    private final Config config;

    private ConfigSourceMicroProfile(Config config) {
        this.config = config;
    }

    /** The configuration of an application, or null where only the API is here. */
    static @Nullable ConfigSource find(ClassLoader loader) {
        try {
            return new ConfigSourceMicroProfile(ConfigProvider.getConfig(loader));
        } catch (IllegalStateException e) {
            RpcConfigLog.LOG.noMicroProfile(e.toString());
            return null;
        }
    }

    @Override
    public String name() {
        return "MicroProfile Config";
    }

    @Override
    public Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        for (String key : config.getPropertyNames()) {
            if (key.startsWith(RpcConfigKeys.PREFIX)) {
                keys.add(key);
            }
        }
        return keys;
    }

    @Override
    public @Nullable Value value(String key) {
        ConfigValue value = config.getConfigValue(key);
        return value.getValue() == null
                ? null
                : new Value(value.getValue(), "MicroProfile Config, " + value.getSourceName());
    }
}
