package org.cdirpc.benchmarks.compare.costs;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process holds when everything unused is gone.
 *
 * @param heap bytes in use after a collection
 * @param direct bytes of direct buffers
 */
record Memory(long heap, long direct) {

    private static final int COLLECTIONS = 4;
    private static final long BETWEEN_MILLIS = 200;

    /** Collects, several times, as what was unused may hold on to more until cleaners have run; then looks. */
    static Memory used() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(BETWEEN_MILLIS);
        }
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return new Memory(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), direct);
    }

    String line() {
        return heap + " " + direct;
    }
}
