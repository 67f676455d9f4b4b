package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.RemoteCaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beans of other extensions are known too late to leave the plain injection point to them. */
class LateBeanTest {

    private static final Logger LOG = Logger.getLogger("org.cdirpc.cdi");

    @TempDir
    Path folder;

    @Test
    void aRivalOfTheProxyIsWarnedOf() {
        Lines lines = new Lines();
        LOG.addHandler(lines);
        try (Application app = Application.in(folder)
                .archive(Archive.of("all", Greeter.class, RemoteCaller.class)
                        .classes(Rival.class)
                        .text("META-INF/services/" + Extension.class.getName(), Rival.class.getName()))
                .start()) {
            assertThat(app.container().isRunning()).isTrue();
        } finally {
            LOG.removeHandler(lines);
        }
        assertThat(lines.seen)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("CDIRPC331003: @Inject " + Greeter.class.getName() + " is ambiguous")
                        .contains("Inject the proxy with @RpcClient"));
    }

    /** Another extension, with a bean for the contract. */
    public static class Rival implements Extension {
        void add(@Observes AfterBeanDiscovery event) {
            Greeter greeter = whom -> "a rival for " + whom;
            event.<Greeter>addBean()
                    .id("rival")
                    .beanClass(Greeter.class)
                    .types(Greeter.class, Object.class)
                    .scope(ApplicationScoped.class)
                    .createWith(context -> greeter);
        }
    }

    private static final class Lines extends Handler {

        private final Queue<String> seen = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord entry) {
            seen.add(new java.util.logging.SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
