package org.cdirpc.transport.channel;

/** One method that nobody announced before. */
final class OneMethod implements Binding {

    @Override
    public int methods() {
        return 1;
    }

    @Override
    public byte[] bindBody(int firstMethodId, long capabilities) {
        return new byte[0];
    }

    @Override
    public boolean[] bound(Peer peer, byte[] boundBody) {
        return new boolean[0];
    }
}
