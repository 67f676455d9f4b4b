package org.cdirpc.faults.node;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * An application that runs in a class loader, which nothing else may hold. The container is booted from here, as a server
 * does it: what libraries keep of whoever was on the stack when they were first used (Weld an exception with its
 * backtrace, Hazelcast an access control context) must not be the application's. It is done by reflection, for the
 * container's classes may be the application's own.
 *
 * @param loader its loader
 * @param container a {@code SeContainer}
 * @param application a {@link DeployedApplication} of the loader
 */
record Deployment(DeploymentLoader loader, AutoCloseable container, Function<String, String> application) {

    private static final String INITIALIZER = "jakarta.enterprise.inject.se.SeContainerInitializer";

    /**
     * Weld has one hook per JVM, made by the first container and never removed: whoever is undeployed does without. The
     * node has its own, which it takes away when it stops.
     */
    private static final String WELDS_HOOK = "org.jboss.weld.se.shutdownHook";

    /** Starts it. */
    static Deployment of(DeploymentLoader loader) throws Exception {
        return in(loader, () -> {
            Class<?> type = loader.loadClass(INITIALIZER);
            Object initializer = type.getMethod("newInstance").invoke(null);
            type.getMethod("addProperty", String.class, Object.class).invoke(initializer, WELDS_HOOK, false);
            type.getMethod("setClassLoader", ClassLoader.class).invoke(initializer, loader);
            AutoCloseable container =
                    (AutoCloseable) type.getMethod("initialize").invoke(initializer);
            @SuppressWarnings("unchecked")
            Function<String, String> application =
                    (Function<String, String>) loader.loadClass(DeployedApplication.class.getName())
                            .getConstructors()[0]
                            .newInstance(container);
            return new Deployment(loader, container, application);
        });
    }

    /** Tells the application something; returns its answer. */
    String ask(String line) throws Exception {
        return in(loader, () -> application.apply(line));
    }

    /** Ends it. */
    void end() throws Exception {
        in(loader, () -> {
            container.close();
            return "";
        });
        loader.close();
    }

    /** On a thread that ends with it, and with it whatever the container leaves in thread-locals. */
    private static <T> T in(ClassLoader loader, Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "faults-deployment");
        thread.setContextClassLoader(loader);
        thread.start();
        thread.join();
        return task.get();
    }
}
