package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.PassivationCapable;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.cdirpc.Remote;
import org.cdirpc.RpcClient;
import org.cdirpc.RpcContext;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.LocalGreeter;
import org.cdirpc.extension.cdi.app.PlainCaller;
import org.cdirpc.extension.cdi.app.RemoteCaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the beans look like that stand for contracts served elsewhere. */
class ProxyBeanTest {

    @TempDir
    Path folder;

    @Test
    void aPlainInjectionPointGetsTheProxyWhereTheApplicationHasNoBean() {
        try (Application app =
                Application.of(folder, Greeter.class, PlainCaller.class).start()) {
            Bean<?> proxy = proxyOf(app, Greeter.class, RpcClient.Literal.INSTANCE);
            assertThat(proxy.getQualifiers())
                    .containsExactlyInAnyOrder(
                            Any.Literal.INSTANCE, RpcClient.Literal.INSTANCE, Default.Literal.INSTANCE);
            assertThat(proxy.getTypes()).containsExactlyInAnyOrder(app.its(Greeter.class), Object.class);
            assertThat(proxy.getScope()).isEqualTo(ApplicationScoped.class);
            assertThat(proxy.getBeanClass()).isEqualTo(app.its(Greeter.class));
            assertThat(proxy.getName()).isNull();
            assertThat(proxy.isAlternative()).isFalse();
        }
    }

    @Test
    void aPlainInjectionPointGetsTheApplicationsOwnBeanIfItHasOne() {
        try (Application app = Application.of(
                        folder, Greeter.class, LocalGreeter.class, PlainCaller.class, RemoteCaller.class)
                .config("cdirpc.enabled", "false")
                .start()) {
            assertThat(app.ask(PlainCaller.class, "Ada")).isEqualTo("Hello, Ada");
            assertThat(proxyOf(app, Greeter.class, RpcClient.Literal.INSTANCE).getQualifiers())
                    .containsExactlyInAnyOrder(Any.Literal.INSTANCE, RpcClient.Literal.INSTANCE);
        }
    }

    @Test
    void whatAProducerMakesIsTheApplicationsOwn() {
        try (Application app = Application.of(folder, Greeter.class, GreeterMaker.class, PlainCaller.class)
                .start()) {
            assertThat(app.ask(PlainCaller.class, "Ada")).isEqualTo("made for Ada");
        }
    }

    @Test
    void eachDistinctQualifierHasABeanOfItsOwn() {
        try (Application app = Application.of(
                        folder, Greeter.class, RemoteCaller.class, QuickCaller.class, AlsoQuickCaller.class)
                .start()) {
            Bean<?> usual = proxyOf(app, Greeter.class, RpcClient.Literal.INSTANCE);
            Bean<?> quick = proxyOf(app, Greeter.class, RpcClient.Literal.of("", "", 300, "random"));
            assertThat(app.container().getBeanManager().getBeans(app.its(Greeter.class), Any.Literal.INSTANCE))
                    .extracting(bean -> (Object) bean)
                    .containsExactlyInAnyOrder(usual, quick);
        }
    }

    @Test
    void aBeanHasTheSameIdAfterARestart() {
        assertThat(idsOfAStart()).hasSize(2).doesNotHaveDuplicates().isEqualTo(idsOfAStart());
    }

    private List<String> idsOfAStart() {
        try (Application app = Application.of(folder, Greeter.class, RemoteCaller.class, QuickCaller.class)
                .start()) {
            return List.of(
                    idOf(proxyOf(app, Greeter.class, RpcClient.Literal.INSTANCE)),
                    idOf(proxyOf(app, Greeter.class, RpcClient.Literal.of("", "", 300, "random"))));
        }
    }

    private static String idOf(Bean<?> bean) {
        return ((PassivationCapable) bean).getId();
    }

    @Test
    void passivatingBeansCanHaveProxiesAndContexts() {
        try (Application app = Application.of(folder, Greeter.class, Cart.class).start()) {
            assertThat(app.container().select(app.its(Cart.class)).isResolvable())
                    .isTrue();
        }
    }

    @Test
    void theProxyOfASubContractDoesNotPassForItsSuperContract() {
        try (Application app = Application.of(folder, Greeter.class, PoliteGreeter.class, PlainCaller.class)
                .start()) {
            assertThat(app.container().select(app.its(Greeter.class)).isResolvable())
                    .isTrue();
            assertThat(app.container().select(app.its(PoliteGreeter.class)).isResolvable())
                    .isTrue();
        }
    }

    @Test
    void anAlternativeWithTheQualifierStandsInForTheProxy() {
        try (Application app = Application.of(
                        folder, Greeter.class, StandIn.class, PlainCaller.class, RemoteCaller.class)
                .start()) {
            assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("not really remote: Ada");
            assertThat(app.ask(PlainCaller.class, "Ada")).isEqualTo("not really remote: Ada");
        }
    }

    private static Bean<?> proxyOf(Application app, Class<?> contract, Annotation qualifier) {
        Set<Bean<?>> beans = app.container().getBeanManager().getBeans(app.its(contract), qualifier);
        assertThat(beans).hasSize(1);
        return beans.iterator().next();
    }

    @ApplicationScoped
    public static class QuickCaller implements Function<String, String> {
        @Inject
        @RpcClient(timeoutMillis = 300, balancer = "random")
        Greeter greeter;

        @Override
        public String apply(String whom) {
            return greeter.greet(whom);
        }
    }

    @ApplicationScoped
    public static class AlsoQuickCaller {
        @Inject
        @RpcClient(balancer = "random", timeoutMillis = 300)
        Greeter greeter;
    }

    @ApplicationScoped
    public static class GreeterMaker {
        @Produces
        Greeter make() {
            return whom -> "made for " + whom;
        }
    }

    @SessionScoped
    public static class Cart implements Serializable {
        private static final long serialVersionUID = 1L;

        @Inject
        Greeter greeter;

        @Inject
        @RpcClient
        Greeter remote;

        @Inject
        RpcContext context;
    }

    @Remote
    public interface PoliteGreeter extends Greeter {
        String greetPolitely(String whom);
    }

    @Alternative
    @Priority(1)
    @Default
    @RpcClient
    @ApplicationScoped
    public static class StandIn implements Greeter {
        @Override
        public String greet(String whom) {
            return "not really remote: " + whom;
        }
    }
}
