package org.cdirpc.benchmarks.compare.dubbo;

import java.util.concurrent.CompletableFuture;
import org.cdirpc.benchmarks.compare.beans.Order;
import org.cdirpc.benchmarks.compare.beans.OrderService;
import org.cdirpc.benchmarks.compare.beans.Receipt;

/** The workload with asynchronous calls as Dubbo's documentation recommends them: an interface that answers futures. */
public interface AsyncOrderService extends OrderService {

    /** As {@link #ping}. */
    CompletableFuture<String> pingAsync(String text);

    /** As {@link #place}. */
    CompletableFuture<Receipt> placeAsync(Order order);
}
