package org.cdirpc.extension.node;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** Virtual threads, which Java has since 21, reached by reflection, since this is compiled for 17. */
final class VirtualThreads {

    /** The first release that has them for good. */
    static final int SINCE = 21;

    private VirtualThreads() {}

    /** Whether this JVM has them. */
    static boolean areThere() {
        return Runtime.version().feature() >= SINCE;
    }

    /**
     * Makes an executor that runs each task on a new virtual thread, without bound.
     *
     * @param prefix their names before a number
     * @param loader their context class loader
     */
    static ExecutorService executor(String prefix, ClassLoader loader) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            // The interface's methods: the class behind it is not accessible.
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            builder = type.getMethod("name", String.class, long.class).invoke(builder, prefix, 1L);
            ThreadFactory made = (ThreadFactory) type.getMethod("factory").invoke(builder);
            ThreadFactory factory = task -> {
                Thread thread = made.newThread(task);
                thread.setContextClassLoader(loader);
                return thread;
            };
            Method perTask = Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class);
            return (ExecutorService) perTask.invoke(null, factory);
        } catch (NoSuchMethodException | ClassNotFoundException | IllegalAccessException missing) {
            throw new IllegalStateException(missing);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }
}
