package org.cdirpc.extension.node;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One place that values come from. Immutable, or as immutable as the place is. */
interface ConfigSource {

    /** The file that an application may bring. */
    String FILE = "META-INF/cdi-rpc.properties";

    /** What to call it in messages. */
    String name();

    /** The keys it has that should be ours, as far as it can tell: one that is not known is a mistake. */
    Set<String> keys();

    /** The value of a key, or null. */
    @Nullable
    Value value(String key);

    /**
     * A value and where it was found.
     *
     * @param text as written
     * @param source in words
     */
    record Value(String text, String source) {}

    /** The sources of an application, the strongest first. */
    static List<ConfigSource> ofApplication(ClassLoader loader) {
        List<ConfigSource> sources = new ArrayList<>(ofContainer(loader));
        sources.addAll(files(loader));
        return sources;
    }

    private static List<ConfigSource> ofContainer(ClassLoader loader) {
        try {
            ConfigSource microProfile = ConfigSourceMicroProfile.find(loader);
            if (microProfile != null) {
                return List.of(microProfile);
            }
        } catch (NoClassDefFoundError e) {
            RpcConfigLog.LOG.noMicroProfile(e.toString());
        }
        return List.of(systemProperties(), new ConfigSourceEnvironment(System.getenv()));
    }

    private static ConfigSource systemProperties() {
        Map<String, String> values = new HashMap<>();
        Properties properties = System.getProperties();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(RpcConfigKeys.PREFIX)) {
                values.put(key, properties.getProperty(key));
            }
        }
        return new ConfigSourceMap("system properties", values);
    }

    private static List<ConfigSource> files(ClassLoader loader) {
        List<ConfigSource> files = new ArrayList<>();
        try {
            for (URL url : Collections.list(loader.getResources(FILE))) {
                files.add(file(url));
            }
        } catch (IOException e) {
            throw new RpcConfigException(List.of(RpcConfigMessages.MESSAGES.unreadableFile(FILE, e.toString())));
        }
        return files;
    }

    private static ConfigSource file(URL url) {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(url.openStream(), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new RpcConfigException(
                    List.of(RpcConfigMessages.MESSAGES.unreadableFile(url.toString(), e.toString())));
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return new ConfigSourceMap(url.toString(), values);
    }
}
