package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.function.Function;
import org.cdirpc.RpcClient;
import org.cdirpc.RpcFallback;
import org.cdirpc.RpcMock;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.LocalGreeter;
import org.cdirpc.extension.cdi.app.PlainCaller;
import org.cdirpc.extension.cdi.app.RemoteCaller;
import org.cdirpc.spi.Balancer;
import org.cdirpc.spi.BalancerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beans that stand in for the instances of a contract, and other parts that an application brings as beans. */
class StandInsTest {

    @TempDir
    Path folder;

    @Test
    void aFallbackServesWhenNoInstanceCanAndIsNeitherExportedNorInjected() {
        try (Application app = Application.of(
                        folder, Greeter.class, Substitute.class, RemoteCaller.class, PlainCaller.class)
                .start()) {
            assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("The substitute greets Ada");
            assertThat(app.ask(PlainCaller.class, "Ada"))
                    .as("a plain @Inject gets the proxy")
                    .isEqualTo("The substitute greets Ada");
        }
    }

    @Test
    void anInstanceThatCanServesBeforeTheFallback() {
        try (Application app = Application.of(
                        folder, Greeter.class, LocalGreeter.class, Substitute.class, RemoteCaller.class)
                .start()) {
            assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("Hello, Ada");
        }
    }

    @Test
    void aMockStandsForAllInstances() {
        try (Application app = Application.of(
                        folder,
                        Greeter.class,
                        LocalGreeter.class,
                        Pretender.class,
                        RemoteCaller.class,
                        PlainCaller.class)
                .start()) {
            assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("The mock greets Ada");
            assertThat(app.ask(PlainCaller.class, "Ada"))
                    .as("the application's own bean is no proxy")
                    .isEqualTo("Hello, Ada");
        }
    }

    /** As a bean that serves has one, wherever the call comes from. */
    @Test
    void aFallbackHasARequestOfItsOwnWhereItsCallerHasNone() {
        try (Application app = Application.of(folder, Greeter.class, OfTheRequest.class, RemoteCaller.class)
                .start()) {
            assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("Call 1 of its request greets Ada");
            // OpenWebBeans gives the thread a request that stays.
            assertThat(app.ask(RemoteCaller.class, "Ada")).matches("Call [12] of its request greets Ada");
        }
    }

    @Test
    void twoFallbacksOfOneContractAreADefinitionError() {
        assertThatThrownBy(() -> Application.of(folder, Greeter.class, Substitute.class, SecondSubstitute.class)
                        .start())
                .hasStackTraceContaining("two beans that are @RpcFallback")
                .hasStackTraceContaining(SecondSubstitute.class.getName());
    }

    @Test
    void aBalancerThatIsABeanCanBeNamed() {
        try (Application app = Application.of(
                        folder, Greeter.class, LocalGreeter.class, FirstOnly.class, FirstOnlyCaller.class)
                .start()) {
            assertThat(app.ask(FirstOnlyCaller.class, "Ada")).isEqualTo("Hello, Ada");
        }
    }

    @ApplicationScoped
    @RpcFallback
    public static class Substitute implements Greeter {
        @Override
        public String greet(String whom) {
            return "The substitute greets " + whom;
        }
    }

    @RequestScoped
    @RpcFallback
    public static class OfTheRequest implements Greeter {
        private int calls;

        @Override
        public String greet(String whom) {
            return "Call " + ++calls + " of its request greets " + whom;
        }
    }

    @ApplicationScoped
    @RpcFallback
    public static class SecondSubstitute implements Greeter {
        @Override
        public String greet(String whom) {
            return "second";
        }
    }

    @ApplicationScoped
    @RpcMock
    public static class Pretender implements Greeter {
        @Override
        public String greet(String whom) {
            return "The mock greets " + whom;
        }
    }

    @ApplicationScoped
    public static class FirstOnly implements BalancerFactory {
        @Override
        public String name() {
            return "first-only";
        }

        @Override
        public Balancer create() {
            return (candidates, key) -> 0;
        }
    }

    @ApplicationScoped
    public static class FirstOnlyCaller implements Function<String, String> {
        @Inject
        @RpcClient(balancer = "first-only")
        Greeter greeter;

        @Override
        public String apply(String whom) {
            return greeter.greet(whom);
        }
    }
}
