package org.cdirpc.transport.undertow;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.cdirpc.transport.channel.Binding;
import org.cdirpc.transport.channel.CallListener;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.Client;
import org.cdirpc.transport.channel.EchoServer;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.channel.OutgoingCall;
import org.cdirpc.transport.channel.Peer;
import org.cdirpc.transport.channel.PendingCall;
import org.cdirpc.transport.dial.NioDialler;

/** A quick look at echoed calls a second, both sides in this JVM. Run it by hand: figures of shared machines prove nothing. */
final class Throughput {

    private static final byte[] NONE = {};

    private Throughput() {}

    public static void main(String... args) throws Exception {
        ChannelSettings settings = ChannelSettings.defaults();
        if (args.length == 2 && args[0].equals("serve")) {
            NodeIdentity self = new NodeIdentity("server", "s-1");
            ExecutorService workers = args[1].equals("pump") ? Executors.newCachedThreadPool() : null;
            UndertowListener listener =
                    UndertowListener.start("127.0.0.1", 0, 2, self, settings, new EchoServer(), workers);
            System.out.println(listener.port());
            System.in.read();
            System.exit(0);
        }
        int port = Integer.parseInt(args[0]);
        int seconds = Integer.parseInt(args[1]);
        try (Client client = new Client(settings, new NioDialler(1, "cdi-rpc-dial"))) {
            Peer peer = client.channels.peer("127.0.0.1", port, null);
            byte[] body = new byte[300];
            Binding binding = client.call(EchoServer.ECHO, body, 1, false).binding();
            for (int round = 0; round < 2; round++) {
                blocking(peer, binding, body, 1, seconds);
                blocking(peer, binding, body, 64, seconds);
                async(peer, binding, body, 256, seconds);
                blocking(peer, binding, new byte[65_536], 8, seconds);
            }
        }
    }

    private static OutgoingCall call(Binding binding, byte[] body, boolean waits) {
        long deadline = System.nanoTime() + 5_000_000_000L;
        return new OutgoingCall(binding, EchoServer.ECHO, deadline, NONE, body, 0, body.length, false, null, waits);
    }

    private static void blocking(Peer peer, Binding binding, byte[] body, int callers, int seconds) throws Exception {
        AtomicLong calls = new AtomicLong();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        Thread[] threads = new Thread[callers];
        for (int i = 0; i < callers; i++) {
            threads[i] = new Thread(() -> {
                Thread self = Thread.currentThread();
                boolean[] done = new boolean[1];
                CallListener listener = answer -> {
                    java.lang.invoke.VarHandle.releaseFence();
                    done[0] = true;
                    LockSupport.unpark(self);
                };
                long count = 0;
                while (System.nanoTime() - end < 0) {
                    done[0] = false;
                    PendingCall pending = peer.send(call(binding, body, true), listener);
                    while (!done[0]) {
                        if (!pending.read(1_000_000_000)) {
                            LockSupport.parkNanos(1_000_000_000);
                        }
                        java.lang.invoke.VarHandle.acquireFence();
                    }
                    count++;
                }
                calls.addAndGet(count);
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.printf(
                "blocking, %d callers, %d bytes: %,d calls/s, %.1f us%n",
                callers, body.length, calls.get() / seconds, callers * seconds * 1e6 / calls.get());
    }

    private static void async(Peer peer, Binding binding, byte[] body, int inFlight, int seconds) throws Exception {
        Semaphore permits = new Semaphore(inFlight);
        AtomicLong failures = new AtomicLong();
        CallListener listener = answer -> {
            if (!answer.ok()) {
                failures.incrementAndGet();
            }
            permits.release();
        };
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long count = 0;
        while (System.nanoTime() - end < 0) {
            permits.acquire();
            peer.send(call(binding, body, false), listener);
            count++;
        }
        permits.acquire(inFlight);
        System.out.printf(
                "async, %d in flight of %d bytes: %,d calls/s, %d failed%n",
                inFlight, body.length, count / seconds, failures.get());
    }
}
