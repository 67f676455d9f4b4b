package org.cdirpc.benchmarks.compare.cdirpc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The consumer: has no bean of its own for the contract, so what is injected is the proxy. */
@ApplicationScoped
public class DeskCaller {

    private final OrderDesk desk;

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected DeskCaller() {
        this.desk = null;
    }

    /** Injects the proxy. */
    @Inject
    public DeskCaller(OrderDesk desk) {
        this.desk = desk;
    }

    /** The proxy. */
    public OrderDesk desk() {
        return desk;
    }
}
