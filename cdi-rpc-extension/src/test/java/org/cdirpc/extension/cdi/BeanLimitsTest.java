package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import org.cdirpc.RpcLimit;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.RemoteCaller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bean's class says about limits holds for the calls that come from outside. */
class BeanLimitsTest {

    @TempDir
    Path folder;

    /** A refused call is not made again. */
    @BeforeEach
    void failFast() {
        System.setProperty("cdirpc.failure-mode", "failfast");
    }

    @AfterEach
    void forget() {
        System.clearProperty("cdirpc.failure-mode");
    }

    @Test
    void ofTheClass() {
        assertThatTheSecondCallIsRefused(OfTheClass.class);
    }

    @Test
    void ofTheMethod() {
        assertThatTheSecondCallIsRefused(OfTheMethod.class);
    }

    private void assertThatTheSecondCallIsRefused(Class<?> bean) {
        try (Application app =
                Application.of(folder, bean, Greeter.class, RemoteCaller.class).start()) {
            assertThat(app.ask(RemoteCaller.class, "one")).contains("hello one");
            assertThat(catchMessage(() -> app.ask(RemoteCaller.class, "two"))).contains("per second");
        }
    }

    private static String catchMessage(Runnable call) {
        try {
            call.run();
            return "nothing was thrown";
        } catch (RuntimeException refused) {
            StringBuilder text = new StringBuilder();
            for (Throwable at = refused; at != null; at = at.getCause()) {
                text.append(at).append('\n');
            }
            return text.toString();
        }
    }

    @ApplicationScoped
    @RpcLimit(perSecond = 1)
    public static class OfTheClass implements Greeter {
        @Override
        public String greet(String name) {
            return "hello " + name;
        }
    }

    @ApplicationScoped
    public static class OfTheMethod implements Greeter {
        @Override
        @RpcLimit(perSecond = 1)
        public String greet(String name) {
            return "hello " + name;
        }
    }
}
