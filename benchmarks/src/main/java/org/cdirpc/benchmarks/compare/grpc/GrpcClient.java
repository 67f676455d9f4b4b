package org.cdirpc.benchmarks.compare.grpc;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.cdirpc.benchmarks.compare.Client;
import org.cdirpc.benchmarks.compare.Orders;
import org.cdirpc.benchmarks.compare.grpc.proto.Bytes;
import org.cdirpc.benchmarks.compare.grpc.proto.Line;
import org.cdirpc.benchmarks.compare.grpc.proto.Order;
import org.cdirpc.benchmarks.compare.grpc.proto.OrderDeskGrpc;
import org.cdirpc.benchmarks.compare.grpc.proto.Receipt;
import org.cdirpc.benchmarks.compare.grpc.proto.Text;

/** The workload through generated stubs: the blocking one where the caller waits, the asynchronous one where not. */
final class GrpcClient implements Client {

    private final ManagedChannel channel;
    private final OrderDeskGrpc.OrderDeskBlockingStub blocking;
    private final OrderDeskGrpc.OrderDeskStub asynchronous;

    GrpcClient(ManagedChannel channel) {
        this.channel = channel;
        this.blocking = OrderDeskGrpc.newBlockingStub(channel);
        this.asynchronous = OrderDeskGrpc.newStub(channel);
    }

    @Override
    public String ping(String text) {
        return blocking.ping(text(text)).getText();
    }

    @Override
    public long place(long number) {
        return blocking.place(order(number)).getTotalCents();
    }

    @Override
    public byte[] blob(byte[] bytes) {
        Bytes request =
                Bytes.newBuilder().setContent(ByteString.copyFrom(bytes)).build();
        return blocking.blob(request).getContent().toByteArray();
    }

    @Override
    public boolean asynchronous() {
        return true;
    }

    @Override
    public CompletionStage<String> pingAsync(String text) {
        Answer<Text, String> answer = new Answer<>(Text::getText);
        asynchronous.ping(text(text), answer);
        return answer.result;
    }

    @Override
    public CompletionStage<Long> placeAsync(long number) {
        Answer<Receipt, Long> answer = new Answer<>(Receipt::getTotalCents);
        asynchronous.place(order(number), answer);
        return answer.result;
    }

    private static Text text(String text) {
        return Text.newBuilder().setText(text).build();
    }

    private static Order order(long number) {
        Order.Builder order = Order.newBuilder()
                .setNumber(number)
                .setCustomer(Orders.customerOf(number))
                .setPlacedAtMillis(Orders.placedAtOf(number))
                .setExpress((number & 1) == 0);
        for (int i = 0; i < Orders.LINES; i++) {
            order.addLines(Line.newBuilder()
                    .setSku(Orders.skuOf(number, i))
                    .setQuantity(Orders.quantityOf(number, i))
                    .setPriceCents(Orders.priceOf(number, i)));
        }
        return order.build();
    }

    @Override
    public void close() throws InterruptedException {
        channel.shutdownNow().awaitTermination(2, TimeUnit.SECONDS);
    }

    /** The one reply of a call, as a stage. */
    private static final class Answer<R, T> implements StreamObserver<R> {

        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final Function<R, T> content;

        Answer(Function<R, T> content) {
            this.content = content;
        }

        @Override
        public void onNext(R reply) {
            result.complete(content.apply(reply));
        }

        @Override
        public void onError(Throwable failure) {
            result.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            // The reply came before.
        }
    }
}
