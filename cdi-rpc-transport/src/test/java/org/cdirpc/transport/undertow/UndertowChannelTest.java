package org.cdirpc.transport.undertow;

import java.io.IOException;
import org.cdirpc.transport.channel.ChannelAcceptor;
import org.cdirpc.transport.channel.ChannelContract;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.Dialler;
import org.cdirpc.transport.channel.Listener;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.dial.NioDialler;

final class UndertowChannelTest extends ChannelContract {

    @Override
    protected Listener listen(NodeIdentity self, ChannelSettings with, ChannelAcceptor acceptor) throws IOException {
        return UndertowListener.start("127.0.0.1", 0, 2, self, with, acceptor);
    }

    @Override
    protected Dialler dialler() {
        return new NioDialler(1, "cdi-rpc-dial");
    }
}
