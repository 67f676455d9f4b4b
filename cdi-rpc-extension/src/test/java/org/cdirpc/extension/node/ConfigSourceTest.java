package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourceTest {

    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        System.clearProperty("cdirpc.zone");
        System.clearProperty("cdirpc.zoen");
        ConfigProviderResolver.setInstance(null);
    }

    @Test
    void systemPropertiesGoOverTheFileOfTheClassLoader() throws IOException {
        try (URLClassLoader loader = loaderWithFile("cdirpc.zone=file\ncdirpc.weight=7\n")) {
            assertThat(RpcConfig.load(loader).node().zone()).isEqualTo("file");

            System.setProperty("cdirpc.zone", "property");
            RpcConfig config = RpcConfig.load(loader);
            assertThat(config.node().zone()).isEqualTo("property");
            assertThat(config.node().weight()).isEqualTo(7);
        }
    }

    @Test
    void environmentVariablesAreInUpperCase() {
        var environment = new ConfigSourceEnvironment(
                Map.of("CDIRPC_CLIENT_SELF_CALLS", "nobody", "CDIRPC_SERVICE_HOST", "10.0.0.1"));

        assertThatThrownBy(() -> new RpcConfigReader(List.of(environment)).read())
                .hasMessage("CDIRPC320001: cdirpc.client.self-calls: \"nobody\", from environment variable"
                        + " CDIRPC_CLIENT_SELF_CALLS (expected: one of allow, avoid, prefer)");
    }

    @Test
    void anUnknownKeyIsFoundWhereverItIs() throws IOException {
        System.setProperty("cdirpc.zoen", "x");
        ConfigProviderResolver.setInstance(new FixedResolver(null));
        try (URLClassLoader loader = loaderWithFile("cdirpc.ports=1\n")) {
            assertThatThrownBy(() -> RpcConfig.load(loader))
                    .hasMessageContaining("cdirpc.zoen, from system properties, is no key")
                    .hasMessageContaining("perhaps cdirpc.zone")
                    .hasMessageContaining("META-INF/cdi-rpc.properties, is no key")
                    .hasMessageContaining("perhaps cdirpc.port");
        }
    }

    @Test
    void microProfileConfigIsAskedWhereTheContainerHasIt() throws IOException {
        ConfigProviderResolver.setInstance(new FixedResolver(Map.of("cdirpc.zone", "mp", "cdirpc.weight", "many")));
        System.setProperty("cdirpc.zone", "property");
        try (URLClassLoader loader = loaderWithFile("cdirpc.port=x\n")) {
            assertThatThrownBy(() -> RpcConfig.load(loader))
                    .hasMessageContaining("cdirpc.weight: \"many\", from MicroProfile Config, fixed (expected:")
                    .hasMessageContaining("cdirpc.port: \"x\", from file:");
        }
        ConfigProviderResolver.setInstance(new FixedResolver(Map.of("cdirpc.zone", "mp")));
        assertThat(RpcConfig.load(getClass().getClassLoader()).node().zone()).isEqualTo("mp");
    }

    private URLClassLoader loaderWithFile(String text) throws IOException {
        Path file = folder.resolve("META-INF/cdi-rpc.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return new URLClassLoader(new URL[] {url(folder)}, null);
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    private static final class FixedResolver extends ConfigProviderResolver {

        private final @Nullable Config config;

        /** With no values at all it is as if only the API were here. */
        FixedResolver(@Nullable Map<String, String> values) {
            config = values == null ? null : new FixedConfig(values);
        }

        @Override
        public Config getConfig() {
            if (config == null) {
                throw new IllegalStateException("no implementation");
            }
            return config;
        }

        @Override
        public Config getConfig(ClassLoader loader) {
            return getConfig();
        }

        @Override
        public ConfigBuilder getBuilder() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void registerConfig(Config registered, ClassLoader loader) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void releaseConfig(Config released) {
            throw new UnsupportedOperationException();
        }
    }

    private record FixedConfig(Map<String, String> values) implements Config {

        @Override
        public <T> T getValue(String name, Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ConfigValue getConfigValue(String name) {
            return new FixedValue(name, values.get(name));
        }

        @Override
        public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterable<String> getPropertyNames() {
            return Set.copyOf(values.keySet());
        }

        @Override
        public Iterable<ConfigSource> getConfigSources() {
            return List.of();
        }

        @Override
        public <T> Optional<Converter<T>> getConverter(Class<T> type) {
            return Optional.empty();
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new UnsupportedOperationException();
        }
    }

    private record FixedValue(String name, @Nullable String value) implements ConfigValue {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public @Nullable String getValue() {
            return value;
        }

        @Override
        public @Nullable String getRawValue() {
            return value;
        }

        @Override
        public String getSourceName() {
            return "fixed";
        }

        @Override
        public int getSourceOrdinal() {
            return 100;
        }
    }
}
