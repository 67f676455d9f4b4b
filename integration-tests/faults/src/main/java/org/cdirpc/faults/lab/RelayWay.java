package org.cdirpc.faults.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** One direction of a relay. All methods may be called by any thread; what they set holds from the next bytes on. */
public final class RelayWay {

    private static final int CHUNK = 16 * 1024;

    /** Chunks on their way in one connection; when there are more, its sender has to wait. */
    private static final int ON_THE_WAY = 4096;

    private static final int END = -1;

    /** Sees the bytes of one connection, in order. */
    @FunctionalInterface
    interface Watcher {
        void saw(byte[] bytes, int length);
    }

    private record Chunk(ByteBuffer bytes, boolean last, long dueNanos) {}

    private final Object gate = new Object();
    private boolean held;
    private boolean closed;
    private volatile long delayNanos;
    private volatile long jitterNanos;
    private volatile long bitsPerSecond;
    private volatile int mostOnTheWay = ON_THE_WAY;

    /** Lets nothing through until {@link #release}; nothing is lost. */
    public void hold() {
        synchronized (gate) {
            held = true;
        }
    }

    /** Lets everything through again, first what waited. */
    public void release() {
        synchronized (gate) {
            held = false;
            gate.notifyAll();
        }
    }

    void end() {
        synchronized (gate) {
            closed = true;
            gate.notifyAll();
        }
    }

    /** Delays by so many milliseconds, more or less at random by so many; 0 and 0 end it. */
    public void delay(long millis, long jitterMillis) {
        delayNanos = millis * 1_000_000;
        jitterNanos = jitterMillis * 1_000_000;
    }

    /** Lets so many bits a second through; 0 sets no limit. */
    public void bandwidth(long bits) {
        bitsPerSecond = bits;
    }

    /**
     * Reads no more than so many bytes a second, as one who is slow does: its sender's kernel has to keep what is not read,
     * and then its sender. 0 ends it.
     */
    public void slow(long bytesPerSecond) {
        mostOnTheWay = bytesPerSecond == 0 ? ON_THE_WAY : 1;
        bitsPerSecond = bytesPerSecond * 8;
    }

    void carry(Socket from, Socket to, Watcher watcher, Runnable ended, Runnable abort) {
        BlockingQueue<Chunk> onTheWay = new ArrayBlockingQueue<>(ON_THE_WAY);
        AtomicBoolean over = new AtomicBoolean();
        Runnable end = () -> {
            if (!over.getAndSet(true)) {
                abort.run();
            }
        };
        Relay.thread("relay-read", () -> read(from, onTheWay, watcher, over, end));
        Relay.thread("relay-write", () -> write(to, onTheWay, over, ended, end));
    }

    private void read(Socket from, BlockingQueue<Chunk> onTheWay, Watcher watcher, AtomicBoolean over, Runnable end) {
        SplittableRandom random = new SplittableRandom();
        byte[] buffer = new byte[CHUNK];
        long due = System.nanoTime();
        try {
            InputStream in = from.getInputStream();
            for (int length = 0; length != END; ) {
                length = in.read(buffer);
                byte[] bytes = length == END ? new byte[0] : Arrays.copyOf(buffer, length);
                if (length != END) {
                    watcher.saw(bytes, length);
                }
                long jitter = jitterNanos == 0 ? 0 : random.nextLong(-jitterNanos, jitterNanos + 1);
                // Never before what was sent earlier: a stream keeps its order.
                long moment = System.nanoTime() + delayNanos + jitter;
                due = moment - due > 0 ? moment : due;
                put(onTheWay, new Chunk(ByteBuffer.wrap(bytes), length == END, due), over);
            }
        } catch (IOException reset) {
            end.run();
        }
    }

    private void put(BlockingQueue<Chunk> onTheWay, Chunk chunk, AtomicBoolean over) throws IOException {
        while (onTheWay.size() >= mostOnTheWay || !onTheWay.offer(chunk)) {
            if (over.get()) {
                throw new IOException("over");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void write(Socket to, BlockingQueue<Chunk> onTheWay, AtomicBoolean over, Runnable ended, Runnable broken) {
        long free = System.nanoTime();
        try {
            OutputStream out = to.getOutputStream();
            while (!over.get()) {
                Chunk chunk = onTheWay.poll(1, TimeUnit.SECONDS);
                if (chunk == null) {
                    continue;
                }
                sleepUntil(chunk.dueNanos());
                passGate();
                if (chunk.last()) {
                    to.shutdownOutput();
                    ended.run();
                    return;
                }
                free = atItsRate(out, chunk, free);
            }
        } catch (IOException | InterruptedException failed) {
            broken.run();
        }
    }

    private long atItsRate(OutputStream out, Chunk chunk, long free) throws IOException {
        long bits = bitsPerSecond;
        long now = System.nanoTime();
        if (bits == 0) {
            out.write(chunk.bytes().array());
            return now;
        }
        long begin = free - now > 0 ? free : now;
        long arrived = begin + chunk.bytes().capacity() * 8L * 1_000_000_000L / bits;
        sleepUntil(arrived);
        out.write(chunk.bytes().array());
        return arrived;
    }

    private static void sleepUntil(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void passGate() throws IOException, InterruptedException {
        synchronized (gate) {
            while (held && !closed) {
                gate.wait();
            }
            if (closed) {
                throw new IOException("closed");
            }
        }
    }
}
