package org.cdirpc.transport.channel;

import java.util.List;

/** Writes down what it is told of peers, in a word each. */
record ToldOfPeers(List<String> told) implements PeerListener {

    @Override
    public void connected(Peer connected) {
        told.add("connected");
    }

    @Override
    public void unreachable(Peer lost, String reason) {
        told.add("unreachable");
    }

    @Override
    public void draining(Peer draining, String reason) {
        told.add("draining");
    }

    @Override
    public void stalled(Peer silent, String reason) {
        told.add("stalled: " + reason);
    }

    @Override
    public void responsive(Peer back) {
        told.add("responsive");
    }
}
