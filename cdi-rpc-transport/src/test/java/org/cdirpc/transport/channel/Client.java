package org.cdirpc.transport.channel;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The calling side of a test. */
public final class Client implements AutoCloseable {

    public static final long WAIT_SECONDS = 10;

    public final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    final BlockingQueue<byte[]> bound = new LinkedBlockingQueue<>();
    public final ClientChannels channels;
    private final Dialler dialler;
    volatile int bindBytes = 1;
    final Binding binding = new Binding() {
        @Override
        public int methods() {
            return EchoServer.METHODS;
        }

        @Override
        public byte[] bindBody(int firstMethodId, long capabilities) {
            return Arrays.copyOf(new byte[] {(byte) firstMethodId}, bindBytes);
        }

        @Override
        public boolean[] bound(Peer peer, byte[] boundBody) {
            bound.add(boundBody);
            return new boolean[] {true};
        }
    };

    public Client(ChannelSettings settings, Dialler dialler) {
        this(settings, dialler, null);
    }

    public Client(ChannelSettings settings, Dialler dialler, Executor workers) {
        this.dialler = dialler;
        this.channels = new ClientChannels(new NodeIdentity("client", "c-1"), settings, dialler, listener(), workers);
    }

    private PeerListener listener() {
        return new PeerListener() {
            @Override
            public void connected(Peer peer) {
                events.add("connected");
            }

            @Override
            public void unreachable(Peer peer, String reason) {
                events.add("unreachable: " + reason);
            }

            @Override
            public void draining(Peer peer, String reason) {
                events.add("draining");
            }

            @Override
            public void stalled(Peer peer, String reason) {
                events.add("stalled: " + reason);
            }

            @Override
            public void responsive(Peer peer) {
                events.add("responsive");
            }
        };
    }

    public static Sent send(Peer peer, OutgoingCall call) {
        BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(8);
        return new Sent(peer.send(call, answers::add), answers);
    }

    public Sent send(Peer peer, int method, byte[] body) {
        return send(peer, method, body, 10_000);
    }

    public Sent send(Peer peer, int method, byte[] body, long millis) {
        return send(peer, call(method, body, millis, false));
    }

    public OutgoingCall call(int method, byte[] body, long millis, boolean oneWay) {
        long deadline = System.nanoTime() + millis * 1_000_000;
        return new OutgoingCall(binding, method, deadline, new byte[0], body, 0, body.length, oneWay);
    }

    /** Calls as a blocking caller does, who reads for himself where he may; counts in {@code reads} when he could. */
    public Answer callAndRead(Peer peer, int method, byte[] body, long millis, AtomicInteger reads)
            throws InterruptedException {
        BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(8);
        OutgoingCall call = call(method, body, millis, false);
        PendingCall pending = peer.send(
                new OutgoingCall(
                        call.binding(),
                        method,
                        call.deadlineNanos(),
                        new byte[0],
                        body,
                        0,
                        body.length,
                        false,
                        null,
                        true),
                answers::add);
        Answer answer = answers.poll();
        while (answer == null) {
            if (pending.read(TimeUnit.MILLISECONDS.toNanos(millis))) {
                reads.incrementAndGet();
                answer = answers.poll();
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            } else {
                answer = answers.poll(WAIT_SECONDS, TimeUnit.SECONDS);
                if (answer == null) {
                    throw new AssertionError("no answer");
                }
            }
        }
        return answer;
    }

    /** Waits for an event that begins so. */
    public String await(String prefix) throws InterruptedException {
        for (String event; (event = events.poll(WAIT_SECONDS, TimeUnit.SECONDS)) != null; ) {
            if (event.startsWith(prefix)) {
                return event;
            }
        }
        throw new AssertionError("no event " + prefix);
    }

    @Override
    public void close() {
        channels.close();
        dialler.close();
    }

    public record Sent(PendingCall pending, BlockingQueue<Answer> answers) {
        public Answer answer() {
            try {
                Answer answer = answers.poll(WAIT_SECONDS, TimeUnit.SECONDS);
                if (answer == null) {
                    throw new AssertionError("no answer");
                }
                return answer;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Counts down from many threads and fails loudly. */
    static void onThreads(int threads, ThrowingTask task) throws Exception {
        AtomicInteger failures = new AtomicInteger();
        Thread[] all = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            int number = i;
            all[i] = new Thread(() -> {
                try {
                    task.run(number);
                } catch (Throwable e) {
                    e.printStackTrace();
                    failures.incrementAndGet();
                }
            });
            all[i].start();
        }
        for (Thread thread : all) {
            thread.join(60_000);
            if (thread.isAlive()) {
                throw new AssertionError("a thread hangs");
            }
        }
        if (failures.get() > 0) {
            throw new AssertionError(failures + " threads failed");
        }
    }

    interface ThrowingTask {
        void run(int number) throws Exception;
    }
}
