package org.cdirpc.cluster.hazelcast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
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
     * @param unreachable those that no connection can be tried with from here: no route, no network, no such kind of
     *     address; nobody refused
     */
    record Answers(
            Set<InetSocketAddress> accepting, Set<InetSocketAddress> silent, Set<InetSocketAddress> unreachable) {}

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
        Answers answers = new Answers(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        List<SocketChannel> open = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            try {
                for (InetSocketAddress candidate : candidates) {
                    begin(candidate, selector, open, answers);
                }
                long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
                finish(selector, deadline, answers);
                selector.keys().stream()
                        .filter(SelectionKey::isValid)
                        .forEach(key -> answers.silent().add((InetSocketAddress) key.attachment()));
            } finally {
                open.forEach(Listening::hangUp);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answers;
    }

    private static void begin(InetSocketAddress candidate, Selector selector, List<SocketChannel> open, Answers answers)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        open.add(channel);
        channel.configureBlocking(false);
        try {
            if (channel.connect(candidate)) {
                answers.accepting().add(candidate);
            } else {
                channel.register(selector, SelectionKey.OP_CONNECT, candidate);
            }
        } catch (ConnectException refusedAtOnce) {
            hangUp(channel);
        } catch (IOException | UnsupportedAddressTypeException | UnresolvedAddressException noWay) {
            answers.unreachable().add(candidate);
            hangUp(channel);
        }
    }

    private static void finish(Selector selector, long deadline, Answers answers) throws IOException {
        while (selector.keys().stream().anyMatch(SelectionKey::isValid)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return;
            }
            selector.select(left);
            for (SelectionKey key : selector.selectedKeys()) {
                conclude((SocketChannel) key.channel(), (InetSocketAddress) key.attachment(), answers);
                key.cancel();
            }
            selector.selectedKeys().clear();
        }
    }

    private static void conclude(SocketChannel channel, InetSocketAddress candidate, Answers answers) {
        try {
            if (channel.finishConnect()) {
                answers.accepting().add(candidate);
            }
        } catch (ConnectException refused) {
            // An answer of its own: among none of these.
            return;
        } catch (IOException noWay) {
            answers.unreachable().add(candidate);
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
