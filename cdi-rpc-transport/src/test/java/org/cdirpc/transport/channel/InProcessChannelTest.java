package org.cdirpc.transport.channel;

final class InProcessChannelTest extends ChannelContract {

    private final InProcessNetwork network = new InProcessNetwork();

    @Override
    protected Listener listen(NodeIdentity self, ChannelSettings with, ChannelAcceptor acceptor) {
        return network.listen(self, with, acceptor);
    }

    @Override
    protected Dialler dialler() {
        return network.dialler();
    }
}
