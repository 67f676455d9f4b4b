package org.cdirpc.benchmarks.compare.beans;

/** The workload as a Java interface. */
public interface OrderService {

    /** Answers its argument. */
    String ping(String text);

    /** Answers the receipt of an order. */
    Receipt place(Order order);

    /** Answers its argument. */
    byte[] blob(byte[] bytes);
}
