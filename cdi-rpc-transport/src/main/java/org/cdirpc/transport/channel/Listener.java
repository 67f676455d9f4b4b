package org.cdirpc.transport.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What accepts channels. Thread-safe. */
public interface Listener extends AutoCloseable {

    /** The host that was asked for, or {@code in-process}. */
    String host();

    /** The port that was bound: the real one where 0 was asked for. */
    int port();

    /** {@code host:port}, for messages; an IPv6 address in brackets. */
    default String address() {
        return address(host(), port());
    }

    /** Likewise, of any. */
    static String address(String host, int port) {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }

    /**
     * Takes no new channels or calls, lets running calls finish, and closes all channels. Blocks for at most the limit
     * and about a second. A second call waits likewise and finds nothing left.
     *
     * @param limit for the running calls; at least 0
     */
    DrainResult drain(Duration limit);

    /** How many channels are open. */
    int openChannels();

    /** How many calls are running: arrived and not ended. */
    int runningCalls();

    /**
     * What keeps it from accepting channels or from reading them, in a sentence for people; null where nothing is known of
     * such a thing. Never waits, and looks once a second at most, so it can be asked as often as anybody likes; that a
     * thread is stuck is known only after some looks.
     */
    @Nullable
    String trouble();

    /** Cuts all channels and ends all threads. Idempotent; returns when they have ended. */
    @Override
    void close();
}
