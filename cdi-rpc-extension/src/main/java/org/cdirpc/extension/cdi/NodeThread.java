package org.cdirpc.extension.cdi;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.cdirpc.extension.node.RpcNode;
import org.cdirpc.extension.node.RpcStartException;
import org.jspecify.annotations.Nullable;

/**
 * Runs start and stop of a node on threads of their own, with the application's class loader, and waits for them: a
 * container's thread would keep what libraries put into thread-locals, and may have any class loader or none.
 *
 * <p>Thread-safety: its owner's lock.
 */
final class NodeThread {

    private static final long START_LIMIT_SECONDS = 120;
    private static final long STOP_MARGIN_SECONDS = 30;

    private final ClassLoader loader;
    private final long stopLimitSeconds;
    private @Nullable Thread jvmHook;

    NodeThread(ClassLoader loader, Duration drain) {
        this.loader = loader;
        this.stopLimitSeconds = drain.toSeconds() + STOP_MARGIN_SECONDS;
    }

    /**
     * Starts the node.
     *
     * @throws RpcStartException if that fails or takes too long
     */
    RpcNode start(Supplier<RpcNode> starter) {
        CompletableFuture<RpcNode> result = new CompletableFuture<>();
        Thread thread = run("cdi-rpc-start", () -> {
            try {
                RpcNode node = starter.get();
                if (!result.complete(node)) {
                    // Nobody waits any more: the application was told that there is no node.
                    node.close();
                }
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            String message = CdiMessages.TEXT.startTimedOut(START_LIMIT_SECONDS, frameOf(thread));
            throw abandoned(result, thread, message, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw abandoned(result, thread, CdiMessages.TEXT.startFault(e.toString()), e);
        }
    }

    /** Stops the node; what goes wrong is logged, since a container that stops an application cannot do anything about it. */
    void stop(RpcNode node) {
        forgetJvmHook();
        Thread thread = run("cdi-rpc-stop", () -> {
            try {
                node.close();
            } catch (RuntimeException | Error e) {
                CdiLog.LOG.stopFailed(e);
            }
        });
        try {
            thread.join(TimeUnit.SECONDS.toMillis(stopLimitSeconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            CdiLog.LOG.stopTimedOut(stopLimitSeconds, frameOf(thread));
        }
    }

    /** Has the node stopped with the JVM too: not every container in Java SE does that when the process is told to end. */
    void stopWithJvm(Runnable stop) {
        Thread hook = new Thread(stop, "cdi-rpc-jvm-stop");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            jvmHook = hook;
        } catch (IllegalStateException e) {
            // The JVM is ending already; the container's own way of stopping remains.
            CdiLog.LOG.debug(e.toString());
        }
    }

    private void forgetJvmHook() {
        Thread hook = jvmHook;
        jvmHook = null;
        if (hook == null) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook runs or will find nothing to do.
            CdiLog.LOG.debug(e.toString());
        }
    }

    private Thread run(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setContextClassLoader(loader);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static RpcStartException abandoned(
            CompletableFuture<RpcNode> result, Thread thread, String message, Exception cause) {
        if (!result.completeExceptionally(cause) && !result.isCompletedExceptionally()) {
            // It came up in the very moment it was given up.
            result.join().close();
        }
        thread.interrupt();
        return new RpcStartException(List.of(message), cause);
    }

    private static RpcStartException failure(Throwable fault) {
        return fault instanceof RpcStartException known
                ? known
                : new RpcStartException(List.of(CdiMessages.TEXT.startFault(fault.toString())), fault);
    }

    private static String frameOf(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length == 0 ? "its end" : stack[0].toString();
    }
}
