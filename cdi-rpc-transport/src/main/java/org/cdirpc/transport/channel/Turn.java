package org.cdirpc.transport.channel;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The turn to handle what happens on one channel. One thread at a time has it, whichever comes first: the I/O thread, a
 * caller that reads its own answer, a worker that reads on. What others bring meanwhile is done by the one who has it,
 * before it gives the turn back; so nobody waits. No user code runs in a turn that might wait. Thread-safe.
 */
final class Turn {

    private final ConcurrentLinkedQueue<Runnable> brought = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean taken = new AtomicBoolean();

    /** Takes the turn, if it is free; then {@link #give} is due. */
    boolean tryTake() {
        return !taken.get() && taken.compareAndSet(false, true);
    }

    /** Does what was brought meanwhile, and gives the turn back. */
    void give() {
        do {
            for (Runnable task = brought.poll(); task != null; task = brought.poll()) {
                run(task);
            }
            taken.set(false);
            // Brought between the last look and giving the turn back: whoever takes it now does it.
        } while (!brought.isEmpty() && tryTake());
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // Whoever has the turn has nothing to do with it, and must give the turn back.
            ChannelLog.LOG.turnFaulted(e);
        }
    }

    /** Has something done in a turn: here and now if it is free, else by the thread that has it. */
    void execute(Runnable task) {
        brought.add(task);
        if (tryTake()) {
            give();
        }
    }
}
