package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.cdirpc.Remote;
import org.cdirpc.RpcVersions;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.LocalGreeter;
import org.cdirpc.extension.cdi.app.PlainCaller;
import org.cdirpc.extension.cdi.app.RemoteCaller;
import org.cdirpc.extension.node.NodeLogs;
import org.cdirpc.extension.node.RpcConfig;
import org.cdirpc.extension.node.RpcNode;
import org.cdirpc.extension.node.RpcStartException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Applications whose release does not fit those that live are not deployed. */
@Timeout(120)
class DeployGateBeansTest {

    private static final String NAME = "deploy-gate";
    private static HazelcastInstance grid;

    @TempDir
    Path folder;

    /** Another release of the contract, of the same version. */
    @Remote(name = "org.cdirpc.extension.cdi.app.Greeter")
    interface NumberGreeter {
        String greet(int whom);
    }

    @BeforeAll
    static void start() {
        Config config = new Config(NAME).setClusterName(NAME).setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "jdk");
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        grid = Hazelcast.newHazelcastInstance(config);
    }

    @AfterAll
    static void stop() {
        grid.shutdown();
    }

    private static RpcNode.Builder other(String name) {
        return RpcNode.builder()
                .hazelcast(grid)
                .config(RpcConfig.of(Map.of("cdirpc.node.name", name, "cdirpc.drain", "0ms")));
    }

    /** An application on the grid. */
    private Application.Builder application(Class<?>... classes) {
        return Application.in(folder)
                .archive(Archive.of("all", classes).classes(Greeter.class, Members.class))
                .config("cdirpc.cluster", "hazelcast")
                .config("cdirpc.node.name", "application");
    }

    private static Throwable refusal(Application.Builder application) {
        return catchThrowable(() -> application.start().close());
    }

    @Test
    void anotherShapeOfTheSameVersionStopsTheDeploymentUnlessItIsLetPass() {
        try (NodeLogs logs = new NodeLogs();
                RpcNode old = other("old")
                        .export(NumberGreeter.class, whom -> "number " + whom)
                        .start()) {
            assertThat(refusal(application(LocalGreeter.class)))
                    .isInstanceOf(RpcStartException.class)
                    .hasMessageContainingAll("CDIRPC360110: " + Greeter.class.getName(), "by " + old.name(), "greet(");
            assertThat(refusal(application(LocalGreeter.class).config("cdirpc.versions.gate", "off")))
                    .isNull();
            assertThat(logs.of("360120")).isEmpty();
            assertThat(refusal(application(LocalGreeter.class).config("cdirpc.versions.gate", "warn")))
                    .isNull();
            assertThat(logs.await("360120")).contains("node application", "CDIRPC360110", "greet(");
        }
    }

    @Test
    void aLiveConsumerThatWouldBreakStopsTheDeployment() {
        // Nobody has served it lately: what others do here was long ago.
        grid.getMap("cdirpc.contracts").clear();
        try (RpcNode web = other("web").consume(NumberGreeter.class).start()) {
            while (web.versions().consumersOf(NumberGreeter.class).isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(refusal(application(LocalGreeter.class)))
                    .isInstanceOf(RpcStartException.class)
                    .hasMessageContainingAll("CDIRPC360111: " + Greeter.class.getName(), "greet(int)", "used by web");
        }
        assertThat(refusal(application(LocalGreeter.class)))
                .as("nobody is left")
                .isNull();
    }

    @Test
    void whatIsInjectedAndServedByNobodyThatFitsIsSaid() {
        try (NodeLogs logs = new NodeLogs();
                RpcNode old = other("old")
                        .export(NumberGreeter.class, whom -> "number " + whom)
                        .start()) {
            try (Application app = application(RemoteCaller.class).start()) {
                assertThat(logs.await("360122"))
                        .contains("node application", "CDIRPC360114: " + Greeter.class.getName(), "greet(", old.name());
                assertThat(app.container().isRunning()).isTrue();
            }
            assertThat(refusal(application(PlainCaller.class).config("cdirpc.versions.unmet", "fail")))
                    .isInstanceOf(RpcStartException.class)
                    .hasMessageContaining("CDIRPC360114: " + Greeter.class.getName());
        }
    }

    @Test
    void anApplicationThatServesItselfNeedsNobodyAndIsItsOwnConsumer() {
        try (Application app = Application.of(
                        folder, Greeter.class, LocalGreeter.class, RemoteCaller.class, VersionsAsker.class)
                .config("cdirpc.node.name", "application")
                .config("cdirpc.versions.unmet", "fail")
                .start()) {
            String answer = app.ask(VersionsAsker.class, Greeter.class.getName());
            while (answer.startsWith("0 used")) {
                answer = app.ask(VersionsAsker.class, Greeter.class.getName());
            }
            assertThat(answer).isEqualTo("1 used by application 1.0, 1 served by application 1.0");
            assertThat(app.ask(VersionsAsker.class, "nothing")).startsWith("0 used by nobody, 0 served by nobody");
        }
    }

    @Test
    void aPlainInjectionOfALocalBeanUsesNothing() {
        try (Application app = Application.of(
                        folder, Greeter.class, LocalGreeter.class, PlainCaller.class, VersionsAsker.class)
                .config("cdirpc.node.name", "application")
                .start()) {
            assertThat(app.ask(PlainCaller.class, "Ada")).isEqualTo("Hello, Ada");
            assertThat(app.ask(VersionsAsker.class, Greeter.class.getName()))
                    .isEqualTo("0 used by nobody, 1 served by application 1.0");
        }
    }

    @Test
    void withoutANodeWhoAsksIsToldWhy() {
        try (Application app = Application.of(folder, Greeter.class, LocalGreeter.class, VersionsAsker.class)
                .config("cdirpc.enabled", "false")
                .start()) {
            assertThat(app.ask(VersionsAsker.class, "any"))
                    .startsWith("CDIRPC330012: " + RpcVersions.class.getName() + " cannot be called");
        }
    }

    /** Gives the application the tests' member, which it does not end. */
    @ApplicationScoped
    public static class Members {
        @Produces
        HazelcastInstance member() {
            return Hazelcast.getHazelcastInstanceByName("deploy-gate");
        }
    }

    /** Says who uses and serves a service. */
    @ApplicationScoped
    public static class VersionsAsker implements Function<String, String> {
        @Inject
        RpcVersions versions;

        @Override
        public String apply(String service) {
            try {
                var consumers = versions.consumersOf(service);
                var providers = versions.providersOf(service);
                return consumers.size() + " used by "
                        + consumers.stream()
                                .map(each -> each.node() + " " + each.version())
                                .findFirst()
                                .orElse("nobody")
                        + ", " + providers.size() + " served by "
                        + providers.stream()
                                .map(each -> each.node() + " " + each.version())
                                .findFirst()
                                .orElse("nobody");
            } catch (org.cdirpc.RpcUnavailableException unavailable) {
                return unavailable.getMessage();
            }
        }
    }
}
