package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.LocalGreeter;
import org.cdirpc.extension.node.ProxyOptions;
import org.cdirpc.extension.node.RpcConfig;
import org.cdirpc.extension.node.RpcStartException;
import org.cdirpc.spi.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers deploy some applications whose observers threw; their proxies have to say why nothing works. */
class NodeLifecycleTest {

    @TempDir
    Path folder;

    private final NodeLifecycle lifecycle = new NodeLifecycle();

    @Test
    void everyCallRepeatsWhyTheStartFailed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Application app = application()) {
            String port = String.valueOf(taken.getLocalPort());
            lifecycle.deployed(findings(app, port), app.container().getBeanManager());

            RpcStartException failure = catchThrowableOfType(RpcStartException.class, lifecycle::start);
            assertThat(failure.problems()).singleElement().asString().contains(port);
            lifecycle.start();
            lifecycle.stop();
            for (int i = 0; i < 2; i++) {
                RpcUnavailableException refusal = catchThrowableOfType(
                        RpcUnavailableException.class,
                        () -> lifecycle.proxy((Class<?>) app.its(Greeter.class), ProxyOptions.DEFAULTS));
                assertThat(refusal)
                        .hasMessageStartingWith("CDIRPC330011: " + Greeter.class.getName())
                        .hasMessageContaining(failure.problems().get(0))
                        .hasCause(failure);
                assertThat(refusal.progress()).isEqualTo(Progress.NOT_SENT);
            }
        }
    }

    @Test
    void eventsBeforeTheDeploymentIsValidDoNotCount() {
        try (Application app = application()) {
            lifecycle.start();
            lifecycle.deployed(findings(app, "0"), app.container().getBeanManager());
            lifecycle.start();
            assertThat(lifecycle.proxy((Class<?>) app.its(Greeter.class), ProxyOptions.DEFAULTS))
                    .isNotNull();
            lifecycle.stop();
            lifecycle.stop();
            assertThatThrownBy(() -> lifecycle.proxy((Class<?>) app.its(Greeter.class), ProxyOptions.DEFAULTS))
                    .hasMessageStartingWith("CDIRPC330013: " + Greeter.class.getName());
        }
    }

    @Test
    void anApplicationThatIsStoppedBeforeItStartsStaysDown() {
        try (Application app = application()) {
            lifecycle.deployed(findings(app, "0"), app.container().getBeanManager());
            lifecycle.stop();
            lifecycle.start();
            assertThatThrownBy(() -> lifecycle.proxy((Class<?>) app.its(Greeter.class), ProxyOptions.DEFAULTS))
                    .isInstanceOf(RpcUnavailableException.class);
        }
    }

    /** A container whose extension leaves everything to this test. */
    private Application application() {
        return Application.of(folder, Greeter.class, LocalGreeter.class)
                .config("cdirpc.enabled", "false")
                .start();
    }

    private static Findings findings(Application app, String port) {
        Class<?> contract = app.its(Greeter.class);
        BeanManager manager = app.container().getBeanManager();
        Bean<?> bean = manager.resolve(manager.getBeans(contract));
        return new Findings(
                app.loader(),
                RpcConfig.of(Map.of("cdirpc.cluster", "none", "cdirpc.port", port)),
                Map.of(contract, Set.of(ProxyOptions.DEFAULTS)),
                Map.of(),
                Set.of(contract),
                Map.of(
                        contract,
                        new FoundBean(bean, Set.of(contract), FoundBean.Kind.PROVIDER, null, OptionalInt.empty())),
                null,
                List.of(),
                List.of(),
                List.of());
    }
}
