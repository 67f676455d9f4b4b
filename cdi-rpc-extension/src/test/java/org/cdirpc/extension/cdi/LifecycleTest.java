package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.cdirpc.RpcClient;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.LocalGreeter;
import org.cdirpc.extension.cdi.app.RemoteCaller;
import org.cdirpc.extension.node.RpcStartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node lives as long as its application. */
class LifecycleTest {

    @TempDir
    Path folder;

    @TempDir
    Path otherFolder;

    @Test
    void aCallBeforeTheStartSaysWhenItCanBeMade() {
        try (Application app = Application.of(folder, Greeter.class, LocalGreeter.class, EarlyCaller.class)
                .start()) {
            assertThat(app.ask(EarlyCaller.class, "late")).isEqualTo("Hello, Ada");
            assertThat(app.ask(EarlyCaller.class, "early"))
                    .startsWith("NOT_SENT CDIRPC330010: " + Greeter.class.getName() + " cannot be called yet");
        }
    }

    @Test
    void anApplicationCanBeCalledUntilItsOwnObserversOfTheEndRun() {
        System.clearProperty("late.caller");
        Application.of(folder, Greeter.class, LocalGreeter.class, LateCaller.class)
                .start()
                .close();
        assertThat(System.getProperty("late.caller")).contains("NOT_SENT");
    }

    @Test
    void aPortInUseStopsTheDeploymentAndLeavesNothing() throws IOException {
        Set<String> before = threads();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            Throwable refusal =
                    catchThrowable(() -> Application.of(folder, Greeter.class, LocalGreeter.class, RemoteCaller.class)
                            .config("cdirpc.port", port)
                            .start()
                            .close());
            assertThat(refusal).isInstanceOf(RpcStartException.class).hasMessageContaining(port);
        }
        assertThatNothingIsLeftSince(before);
    }

    @Test
    void withoutContractsNothingIsStarted() {
        Set<String> before = threads();
        try (Application app = Application.of(folder, Bystander.class).start()) {
            assertThat(app.container().isRunning()).isTrue();
            assertThat(ours(threads())).isEqualTo(ours(before));
        }
    }

    @Test
    void aSwitchedOffNodeSaysSoInEveryCall() {
        try (Application app = Application.of(folder, Greeter.class, LocalGreeter.class, RemoteCaller.class)
                .config("cdirpc.enabled", "false")
                .start()) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> app.ask(RemoteCaller.class, "Ada"))
                        .isInstanceOf(RpcUnavailableException.class)
                        .hasMessageStartingWith("CDIRPC330012: " + Greeter.class.getName())
                        .hasMessageContaining("cdirpc.enabled is false");
            }
        }
    }

    @Test
    void nothingIsLeftAfterTheEnd() throws Exception {
        Set<String> before = threads();
        try (Application app = Application.of(folder, Greeter.class, LocalGreeter.class, RemoteCaller.class)
                .start()) {
            assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("Hello, Ada");
        }
        assertThatNothingIsLeftSince(before);
        assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("org.xnio:*"), null))
                .isEmpty();
    }

    @Test
    void twoApplicationsInOneJvmDoNotSeeEachOther() {
        try (Application provider = Application.of(folder, Greeter.class, LocalGreeter.class, RemoteCaller.class)
                        .start();
                Application other = Application.of(otherFolder, Greeter.class, OtherGreeter.class, RemoteCaller.class)
                        .start()) {
            assertThat(provider.ask(RemoteCaller.class, "Ada")).isEqualTo("Hello, Ada");
            assertThat(other.ask(RemoteCaller.class, "Ada")).isEqualTo("Good day, Ada");
            provider.close();
            assertThat(other.ask(RemoteCaller.class, "Ada")).isEqualTo("Good day, Ada");
        }
    }

    @Test
    void oneApplicationCallsAnother() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (Application provider = Application.of(folder, Greeter.class, LocalGreeter.class)
                        .config("cdirpc.port", String.valueOf(port))
                        .start();
                Application consumer = Application.of(otherFolder, Greeter.class, RemoteCaller.class)
                        .config("cdirpc.endpoints", "127.0.0.1:" + port)
                        .start()) {
            assertThat(provider.container().isRunning()).isTrue();
            assertThat(consumer.ask(RemoteCaller.class, "Ada")).isEqualTo("Hello, Ada");
        }
    }

    private static void assertThatNothingIsLeftSince(Set<String> before) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        // A thread that was told to end needs a moment to be gone.
        while (!ours(threads()).equals(ours(before)) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(ours(threads())).isEqualTo(ours(before));
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All but the JVM's and the containers' own. */
    private static Set<String> ours(Set<String> threads) {
        return threads.stream()
                .filter(name -> List.of("cdi-rpc", "XNIO", "hz.").stream().anyMatch(name::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ApplicationScoped
    public static class Bystander {}

    @ApplicationScoped
    public static class OtherGreeter implements Greeter {
        @Override
        public String greet(String whom) {
            return "Good day, " + whom;
        }
    }

    /** Calls while the application's own observers run. */
    @ApplicationScoped
    public static class EarlyCaller implements Function<String, String> {
        @Inject
        @RpcClient
        Greeter greeter;

        private String early = "none";
        private String late = "none";

        void early(@Observes @Initialized(ApplicationScoped.class) Object event) {
            try {
                early = greeter.greet("Ada");
            } catch (RpcUnavailableException e) {
                early = e.progress() + " " + e.getMessage();
            }
        }

        void late(@Observes @Priority(5000) @Initialized(ApplicationScoped.class) Object event) {
            // OpenWebBeans fires this once more, before anything is deployed.
            if (!early.equals("none")) {
                try {
                    late = greeter.greet("Ada");
                } catch (RpcUnavailableException e) {
                    late = e.getMessage();
                }
            }
        }

        @Override
        public String apply(String question) {
            return question.equals("late") ? late : early;
        }
    }

    /** Calls when the application ends. */
    @ApplicationScoped
    public static class LateCaller {
        @Inject
        @RpcClient
        Greeter greeter;

        void late(@Observes @Priority(4000) @BeforeDestroyed(ApplicationScoped.class) Object event) {
            try {
                System.setProperty("late.caller", greeter.greet("Ada"));
            } catch (RpcUnavailableException e) {
                System.setProperty("late.caller", e.progress() + " " + e.getMessage());
            }
        }
    }
}
