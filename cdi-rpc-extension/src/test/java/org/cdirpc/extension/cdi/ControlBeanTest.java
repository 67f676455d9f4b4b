package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.cdirpc.RpcCommand;
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
    void anApplicationCommandsByEvents() {
        try (Application app = Application.of(
                        folder, Greeter.class, LocalGreeter.class, RemoteCaller.class, Desk.class, Commander.class)
                .config("cdirpc.node.name", "shop")
                .start()) {
            for (String way : List.of("fire", "fireAsync")) {
                assertThat(app.ask(Commander.class, way + " withdraw"))
                        .isEqualTo("done; seen withdrawn by an observer");
                assertThat(app.ask(Desk.class, "event")).isEqualTo("withdrawn shop no database");
                assertThat(app.ask(Desk.class, "health"))
                        .isEqualTo("DRAINING [withdrawn by an operator (no database)]");
                assertThat(app.ask(Commander.class, way + " put back")).startsWith("done");
                assertThat(app.ask(Desk.class, "event")).isEqualTo("back shop");
                assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("Hello, Ada");
                assertThat(app.ask(Commander.class, way + " weigh")).startsWith("done");
                assertThat(app.ask(Desk.class, "overrides")).isEqualTo("1");
                assertThat(app.ask(Commander.class, way + " weigh as configured"))
                        .startsWith("done");
                assertThat(app.ask(Desk.class, "overrides")).isEqualTo("0");
                // Ready already: nothing happens.
                assertThat(app.ask(Commander.class, way + " ready")).startsWith("done");
                assertThat(app.ask(Commander.class, way + " nobody"))
                        .isEqualTo("java.lang.IllegalArgumentException CDIRPC360166");
            }
        }
    }

    @Test
    void aCommandIsWhatMakesItReadyAndItsFailureReachesWhoFired() {
        try (Application app = Application.of(folder, Greeter.class, LocalGreeter.class, Desk.class, Commander.class)
                .config("cdirpc.node.announce", "manual")
                .start()) {
            assertThat(app.ask(Commander.class, "fire ready")).startsWith("done");
            assertThat(app.ask(Desk.class, "health")).isEqualTo("READY []");
        }
        try (Application app = Application.of(folder, Greeter.class, LocalGreeter.class, Commander.class)
                .config("cdirpc.enabled", "false")
                .start()) {
            for (String way : List.of("fire", "fireAsync")) {
                assertThat(app.ask(Commander.class, way + " withdraw"))
                        .isEqualTo("org.cdirpc.RpcUnavailableException CDIRPC330012");
            }
        }
    }

    @Test
    void theApplicationIsToldOfTheHealthOfItsNode() {
        try (Application app = Application.of(folder, Greeter.class, LocalGreeter.class, HealthDesk.class)
                .config("cdirpc.node.name", "shop")
                .start()) {
            assertThat(app.ask(HealthDesk.class, "next")).isEqualTo("STARTING READY ");
            assertThat(app.ask(HealthDesk.class, "withdraw"))
                    .isEqualTo("READY DRAINING withdrawn by an operator (tea)");
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

    /** Fires what it is told, and says how that went. */
    @ApplicationScoped
    public static class Commander implements Function<String, String> {

        @Inject
        Event<RpcCommand> commands;

        @Inject
        RpcControl control;

        private volatile String seen = "";

        /** Behind the observer that obeys. */
        void seen(@Observes RpcCommand.Withdraw command) {
            seen(control.own().isWithdrawn(RpcControl.Part.WHOLE));
        }

        /** Likewise; observers of what is fired asynchronously have no order. */
        void seenLater(@ObservesAsync RpcCommand.Withdraw command) {
            seen(true);
        }

        private void seen(boolean withdrawn) {
            seen = withdrawn ? "; seen withdrawn by an observer" : "; seen too early by an observer";
        }

        @Override
        public String apply(String words) {
            seen = "";
            int space = words.indexOf(' ');
            RpcCommand command = command(words.substring(space + 1));
            try {
                if (words.startsWith("fireAsync")) {
                    commands.fireAsync(command).toCompletableFuture().get(20, TimeUnit.SECONDS);
                } else {
                    commands.fire(command);
                }
            } catch (ExecutionException e) {
                return told(e.getCause());
            } catch (InterruptedException | TimeoutException e) {
                return e.toString();
            } catch (RuntimeException e) {
                return told(e);
            }
            return "done" + seen;
        }

        private static RpcCommand command(String word) {
            return switch (word) {
                case "withdraw" -> RpcCommand.withdraw("no database");
                case "put back" -> RpcCommand.putBack();
                case "weigh" -> new RpcCommand.Weigh("shop", RpcControl.Part.WHOLE, 10, RpcControl.Lasting.THIS_START);
                case "weigh as configured" -> new RpcCommand.WeighAsConfigured("shop", RpcControl.Part.WHOLE);
                case "nobody" ->
                    new RpcCommand.Withdraw("nobody", RpcControl.Part.WHOLE, RpcControl.Lasting.THIS_START, "");
                default -> RpcCommand.ready();
            };
        }

        /** The one that has a message of ours: containers wrap what async observers throw. */
        private static String told(Throwable thrown) {
            List<Throwable> all = new ArrayList<>(List.of(thrown));
            all.addAll(List.of(thrown.getSuppressed()));
            if (thrown.getCause() != null) {
                all.add(thrown.getCause());
            }
            return all.stream()
                    .filter(each -> String.valueOf(each.getMessage()).startsWith("CDIRPC"))
                    .findFirst()
                    .map(each -> each.getClass().getName() + " "
                            + each.getMessage().substring(0, each.getMessage().indexOf(':')))
                    .orElse(thrown.toString());
        }
    }

    /** Notes what is told of its node. */
    @ApplicationScoped
    public static class HealthDesk implements Function<String, String> {

        private final BlockingQueue<String> changes = new LinkedBlockingQueue<>();

        @Inject
        RpcControl control;

        void changed(@Observes RpcEvent.HealthChanged event) {
            changes.add(event.from() + " " + event.to() + " " + event.reason());
        }

        @Override
        public String apply(String word) {
            if (word.equals("withdraw")) {
                control.own().withdraw("tea");
            }
            try {
                return String.valueOf(changes.poll(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
