package org.cdirpc.benchmarks.compare.costs;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cdirpc.benchmarks.compare.child.Role;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.ClientChannels;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.channel.OutgoingCall;
import org.cdirpc.transport.channel.Peer;
import org.cdirpc.transport.channel.PeerListener;
import org.cdirpc.transport.dial.NioDialler;

/**
 * Opens channels to one provider, as a node does to many. Obeys {@code open COUNT}, which makes a call on each, and
 * {@code memory}.
 */
final class ConnectionsProbe implements Role {

    private static final String HOST = "localhost";
    private static final long LONGEST_SECONDS = 20;

    private final int port;
    private final NioDialler dialler = new NioDialler(1, "costs-dial");
    private final ClientChannels channels = new ClientChannels(
            new NodeIdentity("consumer", "instance-2"), ChannelSettings.defaults(), dialler, new NoWitness());
    private final PingBinding binding = new PingBinding();
    private int opened;

    ConnectionsProbe(String address) {
        this.port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    @Override
    public String greeting() {
        return "no channel";
    }

    @Override
    public String obey(String... words) throws InterruptedException {
        if (words[0].equals("open")) {
            for (int count = Integer.parseInt(words[1]); count > 0; count--) {
                ping(channels.peer(name(opened++), port, null));
            }
            return opened + " channels";
        }
        return Memory.used().line();
    }

    /** One name after the other for the same host, as there is one channel to each: upper case stands for ones. */
    private static String name(int number) {
        StringBuilder name = new StringBuilder(HOST);
        for (int bit = 0; bit < HOST.length(); bit++) {
            if ((number >> bit & 1) == 1) {
                name.setCharAt(bit, HOST.toUpperCase(Locale.ROOT).charAt(bit));
            }
        }
        return name.toString();
    }

    private void ping(Peer peer) throws InterruptedException {
        byte[] body = binding.ping();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        CountDownLatch answered = new CountDownLatch(1);
        boolean[] ok = {false};
        peer.send(
                new OutgoingCall(binding, binding.index(), deadline, new byte[0], body, 0, body.length, false),
                answer -> {
                    ok[0] = answer.ok();
                    answered.countDown();
                });
        if (!answered.await(LONGEST_SECONDS, TimeUnit.SECONDS) || !ok[0]) {
            throw new IllegalStateException("the ping over " + peer.describe() + " failed");
        }
    }

    @Override
    public void close() {
        channels.close();
        dialler.close();
    }

    private static final class NoWitness implements PeerListener {
        @Override
        public void connected(Peer peer) {}

        @Override
        public void unreachable(Peer peer, String reason) {}

        @Override
        public void draining(Peer peer, String reason) {}
    }
}
