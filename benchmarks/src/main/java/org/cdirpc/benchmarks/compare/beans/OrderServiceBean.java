package org.cdirpc.benchmarks.compare.beans;

/** The bean behind the interface: it computes and never blocks. */
public final class OrderServiceBean implements OrderService {

    /** A bean without state. */
    public OrderServiceBean() {}

    @Override
    public String ping(String text) {
        return text;
    }

    @Override
    public Receipt place(Order order) {
        return Receipt.of(order);
    }

    @Override
    public byte[] blob(byte[] bytes) {
        return bytes;
    }
}
