package org.cdirpc.faults.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * One stretch of open-loop load: a thread makes calls at their intended moments, and makes up for moments that it
 * missed; callers that wait have threads of their own. {@link #begin}, {@link #end} and {@link #nextId} are for one
 * thread.
 */
final class Stretch {

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int WAITING_CALLERS = 256;

    /** How long after the last deadline an answer is waited for: one that is not there by then never comes. */
    private static final long PATIENCE = 10 * NANOS_PER_SECOND;

    private final LoadSpec spec;
    private final LabService service;
    private final ToldFile file;
    private final Map<Long, OpenCall> open = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Set<String> examples = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor callers;
    private final Thread clock;
    private volatile boolean over;
    private long id;
    private long notMade;

    private Stretch(LoadSpec spec, LabService service, ToldFile file, long firstId) {
        this.spec = spec;
        this.service = service;
        this.file = file;
        this.id = firstId;
        this.callers = new ThreadPoolExecutor(0, WAITING_CALLERS, 5, TimeUnit.SECONDS, new SynchronousQueue<>());
        this.clock = new Thread(this::arrivals, "faults-arrivals");
    }

    static Stretch begin(LabService service, Path folder, LoadSpec spec, long firstId) throws IOException {
        Stretch stretch = new Stretch(spec, service, new ToldFile(folder.resolve("told-" + spec.name())), firstId);
        stretch.clock.start();
        return stretch;
    }

    LoadSpec spec() {
        return spec;
    }

    /** The first call id that this stretch did not use; once it has ended. */
    long nextId() {
        return id;
    }

    private void arrivals() {
        long start = System.nanoTime();
        long calls = 0;
        long pings = 0;
        while (!over) {
            long nextCall = spec.rate() == 0 ? Long.MAX_VALUE : calls * NANOS_PER_SECOND / spec.rate();
            long nextPing = spec.pings() == 0 ? Long.MAX_VALUE : pings * NANOS_PER_SECOND / spec.pings();
            long next = Math.min(nextCall, nextPing);
            long early = start + next - System.nanoTime();
            if (early > 0) {
                LockSupport.parkNanos(early);
            } else if (nextPing < nextCall) {
                pings++;
                make('P', start + next);
            } else {
                calls++;
                make(kind(calls), start + next);
            }
        }
    }

    /** Spread evenly, so that any stretch of the load has the shares that were asked for. */
    private char kind(long call) {
        if (spec.payload() != 0) {
            return 'E';
        }
        // A spread of its own, so that it takes its share of both kinds.
        if (call * 61 % 100 < spec.oneWay()) {
            return 'N';
        }
        return call * spec.writes() / 100 != (call - 1) * spec.writes() / 100 ? 'W' : 'R';
    }

    private void make(char kind, long intended) {
        if (inFlight.get() >= spec.inFlight()) {
            notMade++;
            return;
        }
        OpenCall call = new OpenCall(id++, kind, intended, this);
        open.put(call.id(), call);
        inFlight.incrementAndGet();
        // Another spread than that of kinds, so that both kinds have callers of both sorts.
        boolean waits = (kind == 'W' || kind == 'R') && call.id() * 37 % 100 < spec.blocking();
        if (waits) {
            try {
                callers.execute(() -> call.callAndWait(service, spec));
                return;
            } catch (RejectedExecutionException allWait) {
                // Made all the same, on this thread.
            }
        }
        call.call(service, spec);
    }

    /** Whether this ends the call; a second answer is none. Whoever ends it tells, too. */
    boolean closes(OpenCall call) {
        return open.remove(call.id()) != null;
    }

    /** Notes what a call's caller was told; it is in flight until then. */
    void told(long call, char kind, long intended, long begin, long end, String outcome, String progress, String peer) {
        file.add(call + " " + kind + " " + intended + " " + begin + " " + end + " " + outcome + " " + progress + " "
                + peer);
        inFlight.decrementAndGet();
    }

    /** Says the first failure of each code in full, for whoever reads the log. */
    void example(String code, Throwable failure) {
        if (examples.add(code)) {
            System.err.println(spec.name() + ": the first " + code + ": " + failure);
        }
    }

    /** Ends it; returns its totals. */
    String end() throws IOException, InterruptedException {
        over = true;
        LockSupport.unpark(clock);
        clock.join();
        long limit = System.nanoTime() + spec.timeout().toNanos() + PATIENCE;
        while (inFlight.get() > 0 && System.nanoTime() - limit < 0) {
            LockSupport.parkNanos(NANOS_PER_SECOND / 200);
        }
        int hanging = 0;
        for (OpenCall call : open.values()) {
            if (closes(call)) {
                call.hangs();
                hanging++;
            }
        }
        callers.shutdownNow();
        // A caller that took its call just before may still be writing what it was told.
        if (!callers.awaitTermination(5, TimeUnit.SECONDS)) {
            System.err.println(spec.name() + ": callers that do not end, though their calls were interrupted");
        }
        file.complete();
        return "hanging=" + hanging + " notMade=" + notMade;
    }
}
