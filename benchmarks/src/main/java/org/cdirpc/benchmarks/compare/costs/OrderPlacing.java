package org.cdirpc.benchmarks.compare.costs;

import org.cdirpc.benchmarks.compare.cdirpc.OrderDesk.Order;
import org.cdirpc.benchmarks.compare.cdirpc.OrderDesk.Receipt;

/** What all {@link ManyServices} have in common. */
public interface OrderPlacing {

    /** Adds the order up. */
    Receipt place(Order order);
}
