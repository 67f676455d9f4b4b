package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.cdirpc.RpcControl;
import org.cdirpc.RpcEvent;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.LocalGreeter;
import org.cdirpc.extension.cdi.app.RemoteCaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What operators do, through an application. */
@Timeout(60)
class ControlBeanTest {

    @TempDir
    Path folder;

    @Test
    void anApplicationWithdrawsItselfAndIsTold() {
        try (Application app = Application.of(folder, Greeter.class, LocalGreeter.class, RemoteCaller.class, Desk.class)
                .config("cdirpc.node.name", "shop")
                .start()) {
            assertThat(app.ask(Desk.class, "health")).isEqualTo("READY []");
            app.ask(Desk.class, "withdraw");
            assertThat(app.ask(Desk.class, "event")).isEqualTo("withdrawn shop new disks");
            assertThat(app.ask(Desk.class, "health")).isEqualTo("DRAINING [withdrawn by an operator (new disks)]");
            assertThat(app.ask(Desk.class, "overrides")).isEqualTo("1");
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> app.ask(RemoteCaller.class, "Ada")))
                    .isInstanceOf(RpcUnavailableException.class)
                    .hasMessageContaining("1 withdrawn by an operator (new disks)");
            app.ask(Desk.class, "put back");
            assertThat(app.ask(Desk.class, "event")).isEqualTo("back shop");
            assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("Hello, Ada");
            assertThat(app.ask(Desk.class, "health")).isEqualTo("READY []");
        }
    }

    @Test
    void anApplicationSaysWhenItIsReady() {
        try (Application app = Application.of(folder, Greeter.class, LocalGreeter.class, RemoteCaller.class, Desk.class)
                .config("cdirpc.node.announce", "manual")
                .start()) {
            assertThat(app.ask(Desk.class, "health")).startsWith("STARTING [CDIRPC360160");
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> app.ask(RemoteCaller.class, "Ada")))
                    .isInstanceOf(RpcUnavailableException.class)
                    .hasMessageContaining("no instance known");
            app.ask(Desk.class, "ready");
            assertThat(app.ask(Desk.class, "health")).isEqualTo("READY []");
            assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("Hello, Ada");
        }
    }

    @Test
    void healthCanBeAskedForWithoutANode() {
        try (Application app = Application.of(folder, Greeter.class, LocalGreeter.class, Desk.class)
                .config("cdirpc.enabled", "false")
                .start()) {
            assertThat(app.ask(Desk.class, "health")).startsWith("STOPPED [CDIRPC330012");
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> app.ask(Desk.class, "overrides")))
                    .isInstanceOf(RpcUnavailableException.class)
                    .hasMessageStartingWith("CDIRPC330012: " + RpcControl.class.getName());
        }
    }

    @Test
    void anApplicationWithoutContractsSaysThatItHasNoNode() {
        try (Application app = Application.of(folder, Desk.class).start()) {
            assertThat(app.ask(Desk.class, "health")).startsWith("STOPPED [CDIRPC330060");
        }
    }

    /** Does what it is told. */
    @ApplicationScoped
    public static class Desk implements Function<String, String> {

        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        @Inject
        RpcControl control;

        void withdrawn(@Observes RpcEvent.InstanceWithdrawn event) {
            events.add("withdrawn " + event.node() + " " + event.reason());
        }

        void putBack(@Observes RpcEvent.InstancePutBack event) {
            events.add("back " + event.node());
        }

        @Override
        public String apply(String word) {
            switch (word) {
                case "withdraw" -> control.own().withdraw("new disks");
                case "put back" -> control.own().putBack();
                case "ready" -> control.ready();
                case "overrides" -> {
                    return "" + control.overrides().size();
                }
                case "event" -> {
                    try {
                        return "" + events.poll(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                default -> {
                    return control.health().state() + " " + control.health().reasons();
                }
            }
            return "done";
        }
    }
}
