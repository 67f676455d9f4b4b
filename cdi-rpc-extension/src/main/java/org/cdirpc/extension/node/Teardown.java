package org.cdirpc.extension.node;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a node has started, closed in the reverse order; one failure does not keep the rest from being closed, be it a class
 * that is gone at undeploy or a machine that gives no thread. An interrupt is kept for later: it would cut each wait short.
 */
final class Teardown {

    private record Part(String name, AutoCloseable resource) {}

    private final String node;
    private final Deque<Part> parts = new ArrayDeque<>();

    Teardown(String node) {
        this.node = node;
    }

    <T extends AutoCloseable> T add(String name, T resource) {
        parts.push(new Part(name, resource));
        return resource;
    }

    void run() {
        boolean interrupted = Thread.interrupted();
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            try {
                part.resource().close();
            } catch (Exception | Error failure) {
                NodeLog.LOG.notClosed(node, part.name(), failure);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
