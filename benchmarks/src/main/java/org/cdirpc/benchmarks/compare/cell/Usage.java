package org.cdirpc.benchmarks.compare.cell;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

/**
 * What this process used between two moments: CPU time of all its threads, and bytes that Java threads allocated. Before
 * JDK 21 the bytes are those of the threads that live at the end; what threads that died in between allocated is missing.
 * For one thread at a time.
 */
public final class Usage {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long cpuAtBegin;
    private long cpuAtEnd;
    private long totalAtBegin;
    private long allocated;
    private Map<Long, Long> threadsAtBegin = Map.of();

    /** Begins. */
    public void begin() {
        totalAtBegin = total();
        threadsAtBegin = totalAtBegin < 0 ? perThread() : Map.of();
        cpuAtBegin = SYSTEM.getProcessCpuTime();
    }

    /** Ends. */
    public void end() {
        cpuAtEnd = SYSTEM.getProcessCpuTime();
        if (totalAtBegin >= 0) {
            allocated = total() - totalAtBegin;
        } else {
            long sum = 0;
            for (Map.Entry<Long, Long> thread : perThread().entrySet()) {
                sum += thread.getValue() - threadsAtBegin.getOrDefault(thread.getKey(), 0L);
            }
            allocated = sum;
        }
    }

    /** CPU time, in microseconds. */
    public double cpuMicros() {
        return (cpuAtEnd - cpuAtBegin) / 1e3;
    }

    /** Allocated bytes. */
    public long allocatedBytes() {
        return allocated;
    }

    private static Map<Long, Long> perThread() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        Map<Long, Long> map = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            map.put(ids[i], Math.max(0, bytes[i]));
        }
        return map;
    }

    /** Of all threads, dead ones included, since the start; -1 before JDK 21, which has no such figure. */
    private static long total() {
        try {
            Method method = ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
            return (long) method.invoke(THREADS);
        } catch (ReflectiveOperationException older) {
            return -1;
        }
    }
}
