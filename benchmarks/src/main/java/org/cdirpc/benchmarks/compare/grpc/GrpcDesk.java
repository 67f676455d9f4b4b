package org.cdirpc.benchmarks.compare.grpc;

import io.grpc.stub.StreamObserver;
import org.cdirpc.benchmarks.compare.Orders;
import org.cdirpc.benchmarks.compare.grpc.proto.Bytes;
import org.cdirpc.benchmarks.compare.grpc.proto.Line;
import org.cdirpc.benchmarks.compare.grpc.proto.Order;
import org.cdirpc.benchmarks.compare.grpc.proto.OrderDeskGrpc;
import org.cdirpc.benchmarks.compare.grpc.proto.Receipt;
import org.cdirpc.benchmarks.compare.grpc.proto.Text;

/** Serves the workload. */
final class GrpcDesk extends OrderDeskGrpc.OrderDeskImplBase {

    @Override
    public void ping(Text request, StreamObserver<Text> replies) {
        replies.onNext(Text.newBuilder().setText(request.getText()).build());
        replies.onCompleted();
    }

    @Override
    public void place(Order order, StreamObserver<Receipt> replies) {
        long total = 0;
        for (Line line : order.getLinesList()) {
            total += line.getQuantity() * line.getPriceCents();
        }
        replies.onNext(Receipt.newBuilder()
                .setNumber(order.getNumber())
                .setTotalCents(total)
                .setConfirmation(Orders.confirmationOf(order.getNumber()))
                .build());
        replies.onCompleted();
    }

    @Override
    public void blob(Bytes request, StreamObserver<Bytes> replies) {
        replies.onNext(request);
        replies.onCompleted();
    }
}
