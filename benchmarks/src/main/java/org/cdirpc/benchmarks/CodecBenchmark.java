package org.cdirpc.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.cdirpc.benchmarks.compare.Orders;
import org.cdirpc.transport.cbor.CborCheck;
import org.cdirpc.transport.cbor.CborCodec;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.cbor.CborWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What the codecs of one call cost: an order of ten lines as the argument and a receipt as the result, each written and
 * read. Run it with {@code -prof gc}: whatever is allocated beyond the decoded objects is waste.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
public class CodecBenchmark {

    /** A line of an order. */
    public record Line(String sku, int quantity, long priceCents) {}

    /** An order. */
    public record Order(long number, String customer, long placedAtMillis, boolean express, List<Line> lines) {}

    /** What it is answered with. */
    public record Receipt(long number, long totalCents, String confirmation) {}

    /** The same records for the library: an annotation that changes nothing keeps them out of the compiled codecs. */
    interface LibraryTypes {

        /** A line of an order. */
        record Line(@JsonProperty("sku") String sku, int quantity, long priceCents) {}

        /** An order. */
        record Order(
                @JsonProperty("number") long number,
                String customer,
                long placedAtMillis,
                boolean express,
                List<Line> lines) {}

        /** What it is answered with. */
        record Receipt(@JsonProperty("number") long number, long totalCents, String confirmation) {}
    }

    /** Which way the values are written. */
    @Param({"named", "positional", "library"})
    public String form = "named";

    private final CborWriter out = new CborWriter(1 << 20);
    private Object[] arguments = {};
    private Object receipt = "";
    private CborCodec tuple = new CborMapping(CborLimits.DEFAULT).tuple(List.of());
    private CborCodec result = tuple;
    private byte[] order = {};

    /** Makes the codecs and an order. */
    @Setup
    public void start() {
        makeCodecs();
        tuple.encode(arguments, out);
        order = out.toByteArray();
    }

    private void makeCodecs() {
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        long number = 123_456;
        List<Line> lines = new ArrayList<>();
        List<LibraryTypes.Line> others = new ArrayList<>();
        for (int i = 0; i < Orders.LINES; i++) {
            String sku = Orders.skuOf(number, i);
            lines.add(new Line(sku, Orders.quantityOf(number, i), Orders.priceOf(number, i)));
            others.add(new LibraryTypes.Line(sku, Orders.quantityOf(number, i), Orders.priceOf(number, i)));
        }
        if (form.equals("library")) {
            arguments = new Object[] {
                new LibraryTypes.Order(number, Orders.customerOf(number), Orders.placedAtOf(number), true, others)
            };
            receipt = new LibraryTypes.Receipt(number, Orders.totalOf(number), Orders.confirmationOf(number));
            tuple = mapping.tuple(List.of(LibraryTypes.Order.class));
            result = mapping.codec(LibraryTypes.Receipt.class);
            return;
        }
        arguments = new Object[] {new Order(number, Orders.customerOf(number), Orders.placedAtOf(number), true, lines)};
        receipt = new Receipt(number, Orders.totalOf(number), Orders.confirmationOf(number));
        boolean named = form.equals("named");
        List<Class<?>> types = List.of(Order.class);
        tuple = named ? mapping.tuple(types) : Objects.requireNonNull(mapping.positionalTuple(types));
        result = named ? mapping.codec(Receipt.class) : Objects.requireNonNull(mapping.positional(Receipt.class));
    }

    /** Both values, both ways. */
    @Benchmark
    public void bothWays(Blackhole hole) {
        out.clear();
        tuple.encode(arguments, out);
        hole.consume(tuple.decode(out.buffer(), 0, out.size()));
        out.clear();
        result.encode(receipt, out);
        hole.consume(result.decode(out.buffer(), 0, out.size()));
    }

    /** What a walk over the order before its decoding would cost, were it made. */
    @Benchmark
    public void check() {
        CborCheck.checkWhole(order, 0, order.length, CborLimits.DEFAULT);
    }

    /** The order and the receipt, written only. */
    @Benchmark
    public int encode() {
        out.clear();
        tuple.encode(arguments, out);
        result.encode(receipt, out);
        return out.size();
    }
}
