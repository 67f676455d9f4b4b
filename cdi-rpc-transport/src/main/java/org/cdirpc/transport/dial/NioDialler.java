package org.cdirpc.transport.dial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.transport.channel.DialOutcome;
import org.cdirpc.transport.channel.DialRequest;
import org.cdirpc.transport.channel.Dialler;

/**
 * Dials over TCP with an HTTP upgrade, on a fixed set of non-blocking I/O threads. Host names are resolved on a few threads
 * of their own, since that blocks. Thread-safe.
 */
public final class NioDialler implements Dialler {

    /** Asks for the address of a name; blocks. */
    interface Names {
        InetAddress resolve(String host) throws UnknownHostException;
    }

    private static final int MOST_RESOLVING = 1000;

    /** So many slow names may be waited for before others have to. */
    private static final int RESOLVERS = 4;

    private final List<IoLoop> loops = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final ThreadPoolExecutor resolver;
    private final Names names;

    /**
     * Starts the I/O threads.
     *
     * @param ioThreads how many, at least 1; one is enough for some 100,000 calls a second
     * @param threadName what the threads' names begin with
     * @throws UncheckedIOException if there are no descriptors left for a selector
     */
    public NioDialler(int ioThreads, String threadName) {
        this(ioThreads, threadName, InetAddress::getByName);
    }

    NioDialler(int ioThreads, String threadName, Names names) {
        this.names = names;
        if (ioThreads < 1) {
            throw new IllegalArgumentException("ioThreads: " + ioThreads + " (expected: at least 1)");
        }
        resolver = new ThreadPoolExecutor(
                RESOLVERS, RESOLVERS, 5, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_RESOLVING), task -> {
                    Thread thread = new Thread(task, threadName + "-resolver");
                    thread.setDaemon(true);
                    return thread;
                });
        resolver.allowCoreThreadTimeOut(true);
        try {
            for (int i = 1; i <= ioThreads; i++) {
                loops.add(new IoLoop(threadName + "-" + i));
            }
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        } catch (Error noThread) {
            close();
            throw noThread;
        }
    }

    @Override
    public Dial dial(DialRequest request, DialOutcome outcome) {
        IoLoop loop = loops.get(Math.floorMod(next.getAndIncrement(), loops.size()));
        NioDial dial = new NioDial(loop, request, outcome);
        try {
            if (loop.closing()) {
                dial.fail("the dialler is closed", null);
            } else if (isLiteral(request.host())) {
                resolve(loop, dial, request);
            } else {
                resolver.execute(() -> resolve(loop, dial, request));
            }
        } catch (RejectedExecutionException e) {
            dial.fail("more than " + MOST_RESOLVING + " names wait to be resolved, or the dialler is closed", e);
        }
        return dial;
    }

    private void resolve(IoLoop loop, NioDial dial, DialRequest request) {
        if (dial.abandoned()) {
            // It waited behind slow names for too long: it must not make others wait in turn.
            return;
        }
        try {
            InetAddress address = names.resolve(request.host());
            loop.execute(() -> dial.connect(new InetSocketAddress(address, request.port())));
        } catch (UnknownHostException e) {
            loop.execute(() -> dial.fail("unknown host (expected: a name that resolves here, or an address)", e));
        }
    }

    /** Whether this is an address, which resolves without asking anybody. */
    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    @Override
    public void close() {
        resolver.shutdownNow();
        loops.forEach(IoLoop::close);
    }
}
