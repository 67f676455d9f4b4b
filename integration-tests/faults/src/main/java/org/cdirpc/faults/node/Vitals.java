package org.cdirpc.faults.node;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a process holds at one moment, told by itself.
 *
 * @param heap bytes that are in use after a collection that was asked for
 * @param direct bytes of direct buffers
 * @param threads live ones
 * @param descriptors open ones, sockets and files; the one that lists them is not counted
 * @param sockets of these, those that are sockets
 * @param classes that are loaded
 * @param mbeans that are registered
 */
public record Vitals(long heap, long direct, int threads, int descriptors, int sockets, int classes, int mbeans) {

    /** The line that asks for it. */
    public static final String ASK = "vitals";

    /** What the line begins with that says it. */
    public static final String TOLD = "@vitals ";

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** This process's; collects garbage first, twice, so that what cleaners let go is gone too. */
    static Vitals now() throws IOException {
        System.gc();
        System.runFinalization();
        System.gc();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        int open = 0;
        int sockets = 0;
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
                String target = target(descriptor);
                open += target.isEmpty() || target.endsWith("/fd") ? 0 : 1;
                sockets += target.startsWith("socket:") ? 1 : 0;
            }
        }
        return new Vitals(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                direct,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                open,
                sockets,
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                ManagementFactory.getPlatformMBeanServer().getMBeanCount());
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** As a line that {@link #parse} reads. */
    String line() {
        return "heap=" + heap + " direct=" + direct + " threads=" + threads + " descriptors=" + descriptors
                + " sockets=" + sockets + " classes=" + classes + " mbeans=" + mbeans;
    }

    /** Reads a line. */
    public static Vitals parse(String line) {
        Map<String, Long> values = new HashMap<>();
        for (String pair : line.split(" ")) {
            int equals = pair.indexOf('=');
            values.put(pair.substring(0, equals), Long.parseLong(pair.substring(equals + 1)));
        }
        return new Vitals(
                number(values, "heap"),
                number(values, "direct"),
                (int) number(values, "threads"),
                (int) number(values, "descriptors"),
                (int) number(values, "sockets"),
                (int) number(values, "classes"),
                (int) number(values, "mbeans"));
    }

    private static long number(Map<String, Long> values, String key) {
        Long value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("vitals without " + key + ": " + values);
        }
        return value;
    }
}
