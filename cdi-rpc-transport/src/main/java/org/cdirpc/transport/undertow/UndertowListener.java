package org.cdirpc.transport.undertow;

import java.io.IOException;
import java.time.Duration;
import org.cdirpc.transport.channel.*;

/** Accepts channels through Undertow. Thread-safe. */
public final class UndertowListener implements Listener {
    private UndertowListener() {}

    public static UndertowListener start(
            String host, int port, NodeIdentity self, ChannelSettings settings, ChannelAcceptor acceptor)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public String host() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int port() {
        throw new UnsupportedOperationException();
    }

    @Override
    public DrainResult drain(Duration limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int openChannels() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
