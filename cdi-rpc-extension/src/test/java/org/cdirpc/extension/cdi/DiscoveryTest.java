package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.cdirpc.RpcClient;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.LocalGreeter;
import org.cdirpc.extension.cdi.app.PlainCaller;
import org.cdirpc.extension.cdi.app.RemoteCaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contracts are found in archives of every kind, and wherever they are injected. */
class DiscoveryTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "contract in {0}, user in {1}")
    @CsvSource({
        "all,all",
        "annotated,all",
        "none,all",
        ",all",
        "all,annotated",
        "annotated,annotated",
        "none,annotated",
        ",annotated"
    })
    void aContractIsFoundInArchivesOfEveryDiscoveryMode(String contractMode, String userMode) {
        try (Application app = Application.in(folder)
                .archive(Archive.of(contractMode, Greeter.class))
                .archive(Archive.of(userMode, PlainCaller.class, RemoteCaller.class))
                .start()) {
            assertThat(isProxied(app)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "annotated"})
    void aContractInABeanArchiveNeedsNobodyToInjectIt(String mode) {
        try (Application app = Application.in(folder)
                .archive(Archive.of(mode, Greeter.class))
                .archive(Archive.of("all", Nobody.class))
                .start()) {
            assertThat(isProxied(app)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("users")
    void anInjectionPointOfEveryKindCounts(Class<?> user) {
        try (Application app = Application.in(folder)
                .archive(Archive.of(null, Greeter.class))
                .archive(Archive.of("all", user))
                .start()) {
            assertThat(isProxied(app)).isTrue();
        }
    }

    @Test
    void aBeanBringsItsContractsAlong() {
        try (Application app = Application.in(folder)
                .config("cdirpc.enabled", "false")
                .archive(Archive.of(null, Greeter.class))
                .archive(Archive.of("annotated", LocalGreeter.class))
                .start()) {
            assertThat(isProxied(app)).isTrue();
        }
    }

    private static boolean isProxied(Application app) {
        return app.container()
                .select(app.its(Greeter.class), RpcClient.Literal.INSTANCE)
                .isResolvable();
    }

    static Stream<Class<?>> users() {
        return Stream.of(
                PlainCaller.class,
                ByConstructor.class,
                ByInitializer.class,
                ByInstance.class,
                ByProvider.class,
                ByObserver.class,
                ByAsyncObserver.class,
                ByProducer.class,
                ByDisposer.class);
    }

    /** Something to deploy. */
    @ApplicationScoped
    public static class Nobody {}

    @ApplicationScoped
    public static class ByConstructor {
        public ByConstructor() {}

        @Inject
        public ByConstructor(Greeter greeter) {}
    }

    @ApplicationScoped
    public static class ByInitializer {
        @Inject
        void set(Greeter greeter) {}
    }

    @ApplicationScoped
    public static class ByInstance {
        @Inject
        Instance<Greeter> greeters;
    }

    @ApplicationScoped
    public static class ByProvider {
        @Inject
        Provider<Greeter> greeters;
    }

    @ApplicationScoped
    public static class ByObserver {
        void on(@Observes String event, Greeter greeter) {}
    }

    @ApplicationScoped
    public static class ByAsyncObserver {
        void on(@ObservesAsync String event, Greeter greeter) {}
    }

    @ApplicationScoped
    public static class ByProducer {
        @Produces
        StringBuilder make(Greeter greeter) {
            return new StringBuilder();
        }
    }

    @ApplicationScoped
    public static class ByDisposer {
        @Produces
        StringBuilder make() {
            return new StringBuilder();
        }

        void drop(@Disposes StringBuilder builder, Greeter greeter) {}
    }
}
