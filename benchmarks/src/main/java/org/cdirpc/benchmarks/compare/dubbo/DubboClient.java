package org.cdirpc.benchmarks.compare.dubbo;

import java.util.concurrent.CompletionStage;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.rpc.model.FrameworkModel;
import org.cdirpc.benchmarks.compare.Client;
import org.cdirpc.benchmarks.compare.beans.Order;
import org.cdirpc.benchmarks.compare.beans.Receipt;

/** The workload through a Dubbo reference. */
record DubboClient(AsyncOrderService service, ReferenceConfig<AsyncOrderService> reference, FrameworkModel framework)
        implements Client {

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
        return true;
    }

    @Override
    public CompletionStage<String> pingAsync(String text) {
        return service.pingAsync(text);
    }

    @Override
    public CompletionStage<Long> placeAsync(long number) {
        return service.placeAsync(Order.of(number)).thenApply(Receipt::getTotalCents);
    }

    @Override
    public void close() {
        reference.destroy();
        framework.destroy();
    }
}
