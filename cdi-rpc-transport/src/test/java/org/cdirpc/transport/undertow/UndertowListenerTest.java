package org.cdirpc.transport.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cdirpc.transport.channel.Eventually.eventually;

import java.util.Set;
import java.util.stream.Collectors;
import org.cdirpc.transport.channel.AcceptedChannels;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.EchoServer;
import org.cdirpc.transport.channel.NodeIdentity;
import org.junit.jupiter.api.Test;

/** What is left of a listener that could not start. */
final class UndertowListenerTest {

    private static final NodeIdentity SELF = new NodeIdentity("half", "h-1");

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("half"))
                .collect(Collectors.toSet());
    }

    private static AcceptedChannels channels() {
        return new AcceptedChannels(SELF, ChannelSettings.defaults(), new EchoServer());
    }

    /** As on a server that lacks a class: the application is refused, and its class loader must be free to go. */
    @Test
    void anErrorAtTheStartLeavesNoTimer() {
        AcceptedChannels channels = channels();
        assertThat(threads()).isNotEmpty();
        assertThatThrownBy(() -> UndertowListener.start("127.0.0.1", channels, on -> {
                    throw new NoClassDefFoundError("x");
                }))
                .isInstanceOf(NoClassDefFoundError.class);
        eventually("no thread", () -> threads().isEmpty());
    }

    @Test
    void aServerThatCannotBeBuiltLeavesNoWorker() {
        AcceptedChannels channels = channels();
        assertThatThrownBy(() -> UndertowListener.start(
                        "127.0.0.1",
                        channels,
                        on -> HostedServer.start("127.0.0.1", 0, 1, on, (worker, buffers) -> {
                            throw new NoClassDefFoundError("x");
                        })))
                .isInstanceOf(NoClassDefFoundError.class);
        eventually("no thread", () -> threads().isEmpty());
    }
}
