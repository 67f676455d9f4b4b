package org.cdirpc.faults.node;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * How many timers a process has: what is due at some time, counted in the heap as objects of the classes that stand for it
 * in the JDK's schedulers, in the node's own timer and in XNIO. Nobody can be asked for them, and what is forgotten in a
 * heap is what is looked for.
 */
public final class Timers {

    /** The line that asks for it. */
    public static final String ASK = "timers";

    /** What the line begins with that says it. */
    public static final String TOLD = "@timers ";

    static final Set<String> CLASSES = Set.of(
            "java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask",
            "org.cdirpc.extension.client.Delays$Waiting",
            "org.xnio.nio.WorkerThread$TimeKey",
            "org.xnio.nio.WorkerThread$RepeatKey");

    private Timers() {}

    /** This process's, after a collection. */
    static long now() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            String histogram = (String) server.invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {null},
                    new String[] {String[].class.getName()});
            return of(histogram);
        } catch (JMException notThisJvm) {
            throw new IllegalStateException("no class histogram (expected: HotSpot)", notThisJvm);
        }
    }

    /** Reads {@code   12:   345   6789  name (module)}. */
    static long of(String histogram) {
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length >= 4 && CLASSES.contains(words[3]))
                .mapToLong(words -> Long.parseLong(words[1]))
                .sum();
    }
}
