package org.cdirpc.extension.cdi;

import static org.cdirpc.extension.cdi.CdiMessages.TEXT;

import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import java.util.function.Function;
import org.cdirpc.RpcControl;
import org.cdirpc.RpcHealth;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.RpcVersions;
import org.cdirpc.extension.node.ProxyOptions;
import org.cdirpc.extension.node.RpcNode;
import org.cdirpc.extension.node.RpcStartException;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops the node of one deployment, each at most once, whoever asks first. Thread-safety: any thread; who
 * asks while another starts or stops waits for that.
 */
final class NodeLifecycle {

    private @Nullable NodeAssembly assembly;
    private @Nullable NodeThread threads;
    private boolean asked;
    private boolean stopsWithJvm;
    private volatile NodeState state = NodeState.notStarted();

    /** Everything is valid; the next {@link #start} counts. Events before this one, as OpenWebBeans sends, do not. */
    synchronized void deployed(Findings findings, BeanManager manager) {
        if (findings.isEmpty()) {
            CdiLog.LOG.nothingToDo();
            state = NodeState.ended(TEXT::noContracts, null);
        } else if (!findings.config().enabled()) {
            CdiLog.LOG.disabled();
            state = NodeState.ended(TEXT::disabled, null);
        } else {
            threads = new NodeThread(findings.loader(), findings.config().node().drain());
            assembly = new NodeAssembly(findings, manager);
            stopsWithJvm = findings.config().node().stopOnSigterm();
        }
    }

    /**
     * Starts the node, if there is one to start.
     *
     * @throws RpcStartException if that fails; every later call of a proxy repeats why
     */
    synchronized void start() {
        NodeAssembly parts = assembly;
        if (parts == null || threads == null || asked) {
            return;
        }
        asked = true;
        try {
            RpcNode node = threads.start(parts::start);
            state = NodeState.running(node);
            if (stopsWithJvm && JavaSe.isHere()) {
                threads.stopWithJvm(this::stop);
            }
        } catch (RpcStartException e) {
            parts.release();
            String problems = String.join("; ", e.problems());
            state = NodeState.ended(contract -> TEXT.startFailed(contract, problems), e);
            throw e;
        }
    }

    /** Stops the node, if it runs; returns when that is done. */
    synchronized void stop() {
        asked = true;
        RpcNode node = state.node();
        if (node != null && threads != null && assembly != null) {
            // Until it is closed the node is there for the calls that it serves, which may make calls of their own.
            threads.stop(node);
            state = NodeState.ended(TEXT::stopped, null);
            assembly.release();
        }
    }

    /**
     * The proxy behind a bean.
     *
     * @throws RpcUnavailableException if the node does not run; the message says why
     */
    <T> T proxy(Class<T> contract, ProxyOptions options) {
        return running(contract).proxy(contract, options);
    }

    /**
     * Who serves and uses what.
     *
     * @throws RpcUnavailableException if the node does not run; the message says why
     */
    RpcVersions versions() {
        return running(RpcVersions.class).versions();
    }

    /**
     * What is in service.
     *
     * @throws RpcUnavailableException if the node does not run; the message says why
     */
    RpcControl control() {
        return running(RpcControl.class).control();
    }

    /** How the node is, or why there is none. */
    RpcHealth health() {
        NodeState now = state;
        return now.node() == null
                ? new RpcHealth(now.health(), List.of(now.absence().apply("every remote contract")))
                : now.node().control().health();
    }

    private RpcNode running(Class<?> asked) {
        NodeState now = state;
        if (now.node() == null) {
            String reason = now.absence().apply(asked.getName());
            throw new RpcUnavailableException(FailureCode.UNAVAILABLE, Progress.NOT_SENT, reason, now.cause());
        }
        return now.node();
    }

    /**
     * A node, or why there is none.
     *
     * @param node the running node; null if there is none
     * @param health how it is while there is none
     * @param absence the message of a call of the given contract while there is none
     * @param cause what that goes back to
     */
    private record NodeState(
            @Nullable RpcNode node,
            RpcHealth.State health,
            Function<String, String> absence,
            @Nullable Throwable cause) {

        static NodeState running(RpcNode node) {
            return new NodeState(node, RpcHealth.State.STOPPED, TEXT::stopped, null);
        }

        static NodeState notStarted() {
            return new NodeState(null, RpcHealth.State.STARTING, TEXT::notStarted, null);
        }

        static NodeState ended(Function<String, String> absence, @Nullable Throwable cause) {
            return new NodeState(null, RpcHealth.State.STOPPED, absence, cause);
        }
    }
}
