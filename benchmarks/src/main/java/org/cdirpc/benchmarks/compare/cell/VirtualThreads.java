package org.cdirpc.benchmarks.compare.cell;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ThreadFactory;

/** Virtual threads, which exist since JDK 21; this is compiled for 17. */
public final class VirtualThreads {

    private VirtualThreads() {}

    /** Whether this JDK has them. */
    public static boolean available() {
        return Runtime.version().feature() >= 21;
    }

    /** Makes virtual threads; only where there are some. */
    static ThreadFactory factory() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Class<?> virtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object made = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(virtual))
                    .invoke();
            return (ThreadFactory) lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class))
                    .invoke(made);
        } catch (Throwable absent) {
            throw new IllegalStateException(
                    "no virtual threads in Java " + Runtime.version() + " (expected: 21 or newer)", absent);
        }
    }
}
