package org.cdirpc.cluster.hazelcast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Asks many addresses at once whether somebody listens there, by connecting and hanging up; no thread is started. */
final class Listening {

    private Listening() {}

    /**
     * What addresses answered.
     *
     * @param accepting those that accept a connection
     * @param silent those that neither accepted nor refused in time
     */
    record Answers(Set<InetSocketAddress> accepting, Set<InetSocketAddress> silent) {}

    /**
     * The addresses that accept a connection. Waits until all have answered, and no longer than the limit.
     *
     * @param silentToo whether those that neither accepted nor refused in time count as well
     */
    static Set<InetSocketAddress> among(Collection<InetSocketAddress> candidates, long limitMillis, boolean silentToo) {
        Answers answers = ask(candidates, limitMillis);
        if (silentToo) {
            answers.accepting().addAll(answers.silent());
        }
        return answers.accepting();
    }

    /** What each of these answers; they are resolved. Waits until all have answered, and no longer than the limit. */
    static Answers ask(Collection<InetSocketAddress> candidates, long limitMillis) {
        Set<InetSocketAddress> found = new LinkedHashSet<>();
        Set<InetSocketAddress> silent = new LinkedHashSet<>();
        List<SocketChannel> open = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            try {
                for (InetSocketAddress candidate : candidates) {
                    begin(candidate, selector, open, found);
                }
                long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
                finish(selector, deadline, found);
                selector.keys().stream()
                        .filter(SelectionKey::isValid)
                        .forEach(key -> silent.add((InetSocketAddress) key.attachment()));
            } finally {
                open.forEach(Listening::hangUp);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Answers(found, silent);
    }

    private static void begin(
            InetSocketAddress candidate, Selector selector, List<SocketChannel> open, Set<InetSocketAddress> found)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        open.add(channel);
        channel.configureBlocking(false);
        try {
            if (channel.connect(candidate)) {
                found.add(candidate);
            } else {
                channel.register(selector, SelectionKey.OP_CONNECT, candidate);
            }
        } catch (IOException refusedAtOnce) {
            hangUp(channel);
        }
    }

    private static void finish(Selector selector, long deadline, Set<InetSocketAddress> found) throws IOException {
        while (selector.keys().stream().anyMatch(SelectionKey::isValid)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return;
            }
            selector.select(left);
            for (SelectionKey key : selector.selectedKeys()) {
                if (accepted((SocketChannel) key.channel())) {
                    found.add((InetSocketAddress) key.attachment());
                }
                key.cancel();
            }
            selector.selectedKeys().clear();
        }
    }

    private static boolean accepted(SocketChannel channel) {
        try {
            return channel.finishConnect();
        } catch (IOException refused) {
            return false;
        }
    }

    private static void hangUp(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
            return;
        }
    }
}
