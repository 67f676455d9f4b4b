package org.cdirpc.benchmarks.compare.hessian;

import java.util.concurrent.CompletionStage;
import org.cdirpc.benchmarks.compare.Client;
import org.cdirpc.benchmarks.compare.beans.Order;
import org.cdirpc.benchmarks.compare.beans.OrderService;

/** The workload through a Hessian proxy, which has no asynchronous calls. */
record HessianClient(OrderService service) implements Client {

    @Override
    public String ping(String text) {
        return service.ping(text);
    }

    @Override
    public long place(long number) {
        return service.place(Order.of(number)).getTotalCents();
    }

    @Override
    public byte[] blob(byte[] bytes) {
        return service.blob(bytes);
    }

    @Override
    public boolean asynchronous() {
        return false;
    }

    @Override
    public CompletionStage<String> pingAsync(String text) {
        throw new UnsupportedOperationException("Hessian's proxies have no asynchronous calls");
    }

    @Override
    public CompletionStage<Long> placeAsync(long number) {
        throw new UnsupportedOperationException("Hessian's proxies have no asynchronous calls");
    }

    /** Nothing to close: idle connections belong to the JDK, which closes them after a while. */
    @Override
    public void close() {}
}
